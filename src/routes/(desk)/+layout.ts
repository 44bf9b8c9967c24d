import { beside, need } from './lists'

/** The desk is there from the beginning, another list before its screen is shown: so none flashes up empty. */
export const load = ({ url }: { url: URL }) => need(beside(url))
