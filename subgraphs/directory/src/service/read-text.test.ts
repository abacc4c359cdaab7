import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFeed } from './read-feed.ts'
import { cleanEntry } from './service-import.rules.ts'

let folder: string
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'throughcare-text-'))))
afterEach(() => rm(folder, { recursive: true }))

const header = 'id,name,description\n'
const row = '1,Café Ahmed,Costs £5 – “no” appointment\n'
const windows1252 = (text: string) => Buffer.from(text.replace('–', '\x96').replace('“', '\x93').replace('”', '\x94'), 'latin1')

async function read(name: string, bytes: Buffer | string) {
  await writeFile(join(folder, name), bytes)
  const feed = await readFeed(/\.(csv|tsv)$/.test(name) ? folder : join(folder, name))
  const entries = []
  for await (const entry of feed.entries) if ('service' in entry) entries.push(entry)
  return { entries, told: entries.map(({ service }) => [service.name, service.description]), remarks: feed.remarks.map(({ reason }) => reason) }
}

const right = [['Café Ahmed', 'Costs £5 – “no” appointment']]

describe('tables', () => {
  test.each([
    ['UTF-8', Buffer.from(header + row)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${header}${row}`)],
    ['UTF-16 with its mark', Buffer.from(`\uFEFF${header}${row}`, 'utf16le')],
    ['UTF-16, big-endian', Buffer.from(`\uFEFF${header}${row}`, 'utf16le').swap16()]
  ])('in %s are read as they were written, and nothing need be said', async (_, bytes) => {
    expect(await read('services.csv', bytes)).toMatchObject({ told: right, remarks: [] })
  })

  test('that Excel saved in Windows-1252 are recognised, and it is said', async () => {
    const { told, remarks } = await read('services.csv', windows1252(header + row))

    expect(told).toEqual(right)
    expect(remarks).toEqual([expect.stringMatching(/^services\.csv is not UTF-8; it was read as Windows-1252/)])
  })

  test('in UTF-16 with tabs between, as Excel saves "Unicode text", find their columns', async () => {
    const { told } = await read('services.tsv', Buffer.from(`\uFEFF${(header + row).replaceAll(',', '\t')}`, 'utf16le'))

    expect(told).toEqual(right)
  })

  test('with a broken character among whole ones stay UTF-8; the entry is taken, and its field named', async () => {
    const bytes = Buffer.concat([Buffer.from(`${header}1,Café Ahmed,Crêpes `), Buffer.of(0xc3), Buffer.from(' here\n')])

    const { entries, remarks } = await read('services.csv', bytes)

    expect(remarks).toEqual([expect.stringContaining('characters are broken')])
    const [entry] = entries
    const cleaned = entry && cleanEntry(entry, { needs: [], areas: [] })
    expect(cleaned).toMatchObject({
      clean: { name: 'Café Ahmed', description: 'Crêpes � here' },
      warnings: expect.arrayContaining([{ line: 2, field: 'description', reason: expect.stringContaining('lost') }])
    })
  })

  test.each([
    ['in no character set that is known here', Buffer.concat([Buffer.from(header), Buffer.of(0x31, 0x2c, 0x81, 0x8d, 0x0a)]), 'neither UTF-8 nor Windows-1252'],
    ['in UTF-16 without its mark', Buffer.from(header + row, 'utf16le'), 'zero bytes']
  ])('%s are refused with a sentence', async (_, bytes, reason) => {
    await expect(read('services.csv', bytes)).rejects.toThrow(new RegExp(`^The file services\\.csv [^.]*${reason}[^.]*\\. Save it as UTF-8`))
  })
})

test.each([
  ['feed.json', '[{"id":"1","name":"Café Ahmed","description":"Costs £5 – “no” appointment"}]'],
  ['feed.ndjson', '{"id":"1","name":"Café Ahmed","description":"Costs £5 – “no” appointment"}\n']
])('%s in another character set is read in it too', async (name, text) => {
  expect(await read(name, Buffer.from(text))).toMatchObject({ told: right, remarks: [] })
  expect(await read(name, windows1252(text))).toMatchObject({ told: right, remarks: [expect.stringContaining('Windows-1252')] })
  expect(await read(name, Buffer.from(`\uFEFF${text}`, 'utf16le'))).toMatchObject({ told: right, remarks: [] })
})
