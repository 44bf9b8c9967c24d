import type { Component } from 'svelte'
import Desk from './Desk.svelte'

/** Screens that are lists; whatever else is in this group is shown beside the list it was opened from. */
const load = {
	'/': () => Promise.resolve({ default: Desk }),
	'/brief': () => import('./Briefs.svelte'),
	'/incidents': () => import('./Incidents.svelte'),
	'/mine': () => import('./Mine.svelte')
}
export type Path = keyof typeof load
export const isList = (path: string): path is Path => path in load

const lists = new Map<Path, Component>()

/** A list that `need` has loaded. */
export const listAt = (path: Path): Component => lists.get(path)!

export async function need(path: Path): Promise<void> {
	if (!lists.has(path)) lists.set(path, (await load[path]()).default)
}

/** Opened by its address, a brief stands beside the briefs, and what was searched for beside what was found. */
export function beside({ pathname, search }: URL): Path {
	if (isList(pathname)) return pathname
	if (pathname.startsWith('/brief/')) return '/brief'
	return pathname.startsWith('/incidents/') && search !== '' ? '/incidents' : '/'
}
