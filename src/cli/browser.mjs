// A Chromium for the tests: the system's, else Playwright's, else the distribution's package, else a clear message. And a
// Firefox, for it alone lets a test be its push service: the system's, else the distribution's package.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fail, root } from './ready.mjs'

/** Chromium without a window of its own: the same pages at a fifth of what a new one costs, for it draws no frame around them. */
const SHELL = 'chromium-headless-shell'
const names = [
	'chromium',
	'chromium-browser',
	'google-chrome-stable',
	'google-chrome',
	'chrome.exe',
	'msedge.exe'
]
const places = [
	...(process.env.PATH ?? '').split(delimiter),
	'/Applications/Google Chrome.app/Contents/MacOS',
	'/Applications/Chromium.app/Contents/MacOS'
]

/** @returns {string | null} */
function systems(/** @type {boolean} */ whole) {
	if (process.env.ZHIBAN_CHROMIUM) return process.env.ZHIBAN_CHROMIUM
	for (const name of [...(whole ? [] : [SHELL]), ...names, 'Google Chrome', 'Chromium'])
		for (const place of places) {
			const path = join(place, name)
			if (place && existsSync(path)) return path
		}
	return null
}

/** @returns {Promise<string | null>} */
async function playwrights() {
	const { chromium } = await import('@playwright/test')
	if (existsSync(chromium.executablePath())) return chromium.executablePath()
	console.error('下载测试用的浏览器 …')
	const args = ['node_modules/@playwright/test/cli.js', 'install', 'chromium']
	spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2], timeout: 300_000 })
	return existsSync(chromium.executablePath()) ? chromium.executablePath() : null
}

/** Installs Debian packages where that is possible without asking anybody. @param {string[]} packages */
function apt(packages) {
	if (!existsSync('/usr/bin/apt-get')) return
	const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
	for (const args of [
		['update', '-qq'],
		['install', '-y', '-qq', '--no-install-recommends', ...packages]
	]) {
		const [command = '', ...rest] = [...sudo, 'apt-get', ...args]
		spawnSync(command, rest, { stdio: ['ignore', 'ignore', 2], env })
	}
}

/** Without a Chinese font the screens are boxes: still tested, but not worth looking at. */
function ensureFonts() {
	if (process.platform !== 'linux') return
	try {
		if (execFileSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' }).trim() !== '') return
	} catch {
		// no fontconfig: the package brings it
	}
	apt(['fontconfig', 'fonts-noto-cjk'])
}

/**
 * `whole`: as people have it, for what is measured.
 * @returns {Promise<string>} the browser's program
 */
export async function ensureBrowser({ whole = false } = {}) {
	const found = systems(whole) ?? (await playwrights())
	if (found) {
		ensureFonts()
		return found
	}
	console.error('安装系统的 Chromium …')
	apt([whole ? 'chromium' : SHELL, 'fontconfig', 'fonts-noto-cjk'])
	if (!systems(whole)) apt(['chromium', 'fontconfig', 'fonts-noto-cjk'])
	return (
		systems(whole) ??
		fail('没有找到 Chromium，也装不上。请安装 Chromium 或 Chrome，或用 ZHIBAN_CHROMIUM 指明它在哪里')
	)
}

/** @returns {string | null} the program of a Firefox; null where there is none and none can be had */
export function ensureFirefox() {
	const found = firefox()
	if (found) return found
	console.error('安装系统的 Firefox（推送测试要用）…')
	apt(['firefox-esr'])
	return firefox()
}

/** @returns {string | null} */
function firefox() {
	if (process.env.ZHIBAN_FIREFOX) return process.env.ZHIBAN_FIREFOX
	const apps = '/Applications/Firefox.app/Contents/MacOS'
	for (const name of ['firefox-esr', 'firefox', 'firefox.exe'])
		for (const place of [...(process.env.PATH ?? '').split(delimiter), apps]) {
			const path = join(place, name)
			if (place && existsSync(path)) return path
		}
	return null
}
