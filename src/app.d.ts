declare module '*.txt' {
	const text: string
	export default text
}

/** A page of the handbook, as HTML. */
declare module '*.md' {
	const html: string
	export default html
}
