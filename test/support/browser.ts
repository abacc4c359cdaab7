import { existsSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright-core'

const executable = [process.env.CHROMIUM, '/usr/bin/chromium'].find((path) => path && existsSync(path))

/** Nothing goes out on its own, and it runs as root in a container. */
const options = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]

/** `describe`, for what needs a browser: on a desk without one it is skipped and says so; in CI that is a failure. */
export const describeInBrowser: jest.Describe = executable ? describe : describeWithout()

function describeWithout(): jest.Describe {
  const told = 'There is no Chromium at /usr/bin/chromium, and CHROMIUM does not name one'
  if (process.env.CI) throw new Error(`${told}: install it, for the Explorer must be tested.`)
  console.warn(`${told}: the Explorer is not tested.`)
  return describe.skip
}

export type TestBrowser = { context: BrowserContext; close(): Promise<void> }

/** A real Chromium with nothing remembered. */
export async function openBrowser(): Promise<TestBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'throughcare-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable,
    args: options,
    viewport: { width: 1366, height: 768 },
    locale: 'en-GB'
  })
  return {
    context,
    async close() {
      await context.close()
      await rm(profile, { recursive: true, force: true })
    }
  }
}
