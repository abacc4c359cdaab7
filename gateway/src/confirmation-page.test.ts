import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { loadReferenceData } from '@throughcare/directory/reference'
import { describeInBrowser, openBrowser, type TestBrowser } from '@throughcare/test/support/browser'
import { openConfirmationDoor, type ConfirmationDoor } from '@throughcare/test/support/confirmation-links'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

describeInBrowser('the confirmation page in a real browser', () => {
  let directory: ConfirmationDoor
  let browser: TestBrowser
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    directory = await openConfirmationDoor(loadReferenceData)
    browser = await openBrowser()
    page = await browser.context.newPage()
    page.on('console', (message) => void faults.push(message.text()))
    page.on('requestfailed', (request) => void faults.push(request.url()))
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await directory?.close()
  })

  const violations = async () => {
    await page.evaluate(axeSource)
    return page.evaluate(async (values) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') }
      const result = await axe.run({ runOnly: { type: 'tag', values } })
      return result.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
    }, levels)
  }

  test('is confirmed from the keyboard, meets WCAG 2.2 AA as far as axe can tell, and its style is let through', async () => {
    const { path } = await directory.makeLink(await directory.record({ name: 'Example <script>alert(1)</script> (demo)', phone: '01254 000000' }))
    await page.goto(`${directory.url}${path}`)
    const before = [await page.title(), await page.locator('html').getAttribute('lang'), await violations()]
    const button = page.getByRole('button', { name: 'Confirm that this entry is right' })
    const colour = await button.evaluate((element) => getComputedStyle(element).backgroundColor)

    await button.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Thank you' }).waitFor()

    expect(before).toEqual(['Is this entry right? – Throughcare directory', 'en-GB', []])
    expect(colour).toBe('rgb(0, 112, 60)')
    expect(await violations()).toEqual([])
    expect(await page.locator('script').count()).toBe(0)
    await page.reload()
    expect(await page.getByRole('heading').innerText()).toBe('Thank you')
    await page.goto(`${directory.url}${path}`)
    expect(await page.getByRole('heading').innerText()).toBe('This link has been used')
    expect(faults.filter((fault) => !fault.includes('favicon') && !fault.includes('410'))).toEqual([])
  })
})
