/** The subject that all lower duty rooms (下级值班室) belong to. */
export const ROOMS = 'rooms'
