// Runs before the first paint, so that nobody is dazzled at 2 a.m.: a file of its own because the page forbids inline
// scripts, and without imports because it must not wait. The rule is that of src/lib/state/theme.svelte.ts, which takes over.
;(() => {
	const chosen = localStorage.getItem('zhiban-theme')
	const hour = new Date(Date.now() + 8 * 3_600_000).getUTCHours()
	const night = chosen === 'night' || (chosen !== 'day' && (hour >= 19 || hour < 7))
	document.documentElement.dataset.theme = night ? 'night' : 'day'
	if (!night) document.querySelector('meta[name="theme-color"]').setAttribute('content', '#f2f4f6')
})()
