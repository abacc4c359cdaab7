import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { placeForLists, writeReport } from './import-report.ts'

const folder = mkdtempSync(join(tmpdir(), 'throughcare-report-'))
const path = join(folder, 'feed.report.csv')
afterAll(() => rmSync(folder, { recursive: true }))

describe('the report of a feed', () => {
  test('tells line, field and severity of everything that was refused, dropped or repaired, in the order of the feed', async () => {
    const rejected = [{ line: 7, field: 'name', reason: 'A service needs a name.' }]
    const warnings = [
      { line: 9, field: 'url', reason: 'This is no web address, so it was left out.' },
      { line: 0, field: '', reason: 'Say "UTF-8".' },
      { line: 7, field: 'status', reason: 'Unknown' }
    ]

    await writeReport(path, { rejected, warnings })

    expect(readFileSync(path, 'utf8')).toBe(
      [
        'line,column,severity,reason',
        '0,,warning,"Say ""UTF-8""."',
        '7,name,error,A service needs a name.',
        '7,status,warning,Unknown',
        '9,url,warning,"This is no web address, so it was left out."',
        ''
      ].join('\n')
    )
  })

  test('is not there where nothing is wrong, whatever an earlier run left', async () => {
    await writeReport(path, { rejected: [], warnings: [] })

    expect(existsSync(path)).toBe(false)
  })

  test('goes beside the feed, or where one is if nothing can be written there', async () => {
    expect(await placeForLists(join(folder, 'feed.zip'))).toBe(join(folder, 'feed.zip'))
    expect(await placeForLists(join(folder, 'none', 'feed.zip'))).toBe(join(process.cwd(), 'feed.zip'))
  })

  test('that cannot be written is told in a sentence', async () => {
    const nowhere = join(folder, 'none', 'feed.report.csv')
    await expect(writeReport(nowhere, { rejected: [], warnings: [{ line: 1, field: '', reason: '' }] })).rejects.toThrow('The report could not be written')
  })
})
