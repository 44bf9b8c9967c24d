import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import regexp from 'eslint-plugin-regexp'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'
import svelteConfig from './svelte.config.js'

/** Imports go one way: routes → lib/state → lib/{outbox,remote,records} → domain; server → domain; cli → domain and lib/documents. */
function direction(
	/** @type {string[]} */ files,
	/** @type {string} */ regex,
	/** @type {string} */ message
) {
	/** @type {import('eslint').Linter.RulesRecord} */
	const rules = { 'no-restricted-imports': ['error', { patterns: [{ regex, message }] }] }
	return { files, rules }
}

/** What goja does not have, gets wrong, or cannot interrupt; and what would make a rule depend on the machine. */
const pure = [
	{ selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'now is an argument.' },
	{
		selector: "NewExpression[callee.name='RegExp']",
		message: 'Write the pattern out, so that lint can read it.'
	},
	{
		selector: "CallExpression[callee.name='RegExp']",
		message: 'Write the pattern out, so that lint can read it.'
	},
	{
		selector: 'Literal[regex.pattern=/\\\\[pP]\\{/]',
		message: '\\p{…} compiles in goja and matches nothing: write the ranges.'
	},
	{
		selector: 'Literal[regex.pattern=/\\(\\?(=|!|<=|<!)/]',
		message: 'Look-around runs on in goja when interrupted.'
	},
	{
		selector: 'Literal[regex.pattern=/\\\\[1-9]|\\\\k</]',
		message: 'Back-references run on in goja when interrupted.'
	},
	{
		selector: 'MemberExpression[property.name=/^(toLocale.*|localeCompare)$/]',
		message: 'Locale functions differ between hosts.'
	},
	{ selector: 'ForOfStatement[await=true]', message: 'goja has no for-await.' },
	{ selector: 'ImportExpression', message: 'goja has no dynamic import.' }
]
const absentInGoja = [
	'Intl',
	'fetch',
	'setTimeout',
	'setInterval',
	'queueMicrotask',
	'crypto',
	'URL',
	'TextEncoder',
	'TextDecoder',
	'structuredClone',
	'WeakRef',
	'console',
	'localStorage',
	'indexedDB',
	'navigator',
	'window',
	'document',
	'process',
	'Buffer'
]

export default ts.config(
	{ ignores: ['.svelte-kit/', 'node_modules/', 'pocketbase/', 'tests/results/'] },
	js.configs.recommended,
	...ts.configs.strict,
	...svelte.configs.recommended,
	prettier,
	...svelte.configs.prettier,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			'no-undef': 'off', // the compiler knows
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/no-non-null-assertion': 'off', // beside index loops the check costs more than it finds
			'no-control-regex': 'off', // control characters are what some of our patterns look for
			'no-empty': ['error', { allowEmptyCatch: false }],
			eqeqeq: 'error'
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
		rules: {
			'svelte/no-navigation-without-resolve': 'off',
			'svelte/prefer-svelte-reactivity': 'off' // what a query answers is replaced whole, never changed in place
		}
	},
	direction(
		['src/domain/**'],
		'^(?!\\.|valibot$|dayjs(/|$)|opencc-js/t2cn$|chinese-days/dist/years/)',
		'The domain imports itself, valibot, dayjs, opencc-js and data.'
	),
	direction(
		['src/server/**'],
		'^(?!\\.|valibot$|dayjs(/|$))|/(lib|routes|cli)/',
		'The server bundle imports the domain.'
	),
	direction(
		['src/cli/**'],
		'/(lib/(?!documents/)|routes/|server/)|^\\$',
		'The command line imports the domain, and what opens documents.'
	),
	direction(
		[
			'src/lib/attachments/**',
			'src/lib/documents/**',
			'src/lib/outbox/**',
			'src/lib/remote/**',
			'src/lib/records/**'
		],
		'/(state|ui)/|^\\$app|/routes/|/server/|/cli/',
		'These know the domain, not the screens.'
	),
	direction(
		['src/lib/state/**'],
		'/ui/|/routes/|/server/|/cli/',
		'State knows records and outbox, not the screens.'
	),
	direction(['src/lib/ui/**'], '/routes/|/server/|/cli/|/outbox/|/remote/', 'Components get what they show.'),
	direction(['src/routes/**'], '/server/|/cli/', 'Screens go through $lib and $domain.'),
	{
		files: ['src/domain/**', 'src/server/**'],
		ignores: ['**/*.test.ts'],
		plugins: { regexp },
		rules: {
			'no-restricted-syntax': ['error', ...pure],
			'no-restricted-globals': ['error', ...absentInGoja],
			'no-restricted-properties': [
				'error',
				{ object: 'Date', property: 'now', message: 'now is an argument.' },
				{ object: 'Math', property: 'random', message: 'Nothing here is random.' },
				{ object: 'Object', property: 'groupBy', message: 'goja does not have it.' }
			],
			'regexp/no-super-linear-backtracking': 'error'
		}
	},
	{ files: ['src/**/*.test.ts'], rules: { 'no-restricted-imports': 'off' } },
	{ files: ['src/cli/**', 'tests/**'], rules: { 'no-console': 'off' } }
)
