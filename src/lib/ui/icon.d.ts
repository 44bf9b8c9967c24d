import type { Component } from 'svelte'
import type { ClassValue } from 'svelte/elements'

/** An icon of the library as the app builds it (iconsPlugin.js). Nobody hears of it: the words beside it say what it means. */
declare const Icon: Component<{ size?: number; class?: ClassValue; 'aria-hidden'?: 'true' }>
export default Icon
