/**
 * The number on the app's icon: how much waits for the person signed in; 0 takes it away. Only installed apps have such an
 * icon, and some systems refuse: then there is none, and nothing is lost, for the desk says the same.
 */
export function badge(waiting: number): void {
	if (!('setAppBadge' in navigator)) return
	const set = waiting > 0 ? navigator.setAppBadge(waiting) : navigator.clearAppBadge()
	set.catch((error: unknown) => console.info('no badge on the icon', error))
}
