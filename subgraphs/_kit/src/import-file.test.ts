import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readRows, type FileRow } from './import-file.ts'

const columns = [
  { name: 'key', about: '', isRequired: true as const },
  { name: 'name', about: '' },
  { name: 'note', about: '' }
]
const folder = mkdtempSync(join(tmpdir(), 'throughcare-file-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function read(text: string | Buffer): Promise<FileRow[]> {
  const path = join(folder, 'rows.csv')
  writeFileSync(path, text)
  const rows: FileRow[] = []
  for await (const row of readRows(path, columns)) rows.push(row)
  return rows
}

const short = (rows: FileRow[]) => rows.map((row) => [row.line, 'fields' in row ? row.fields.key : row.fault.split('.')[0]])
const brokenQuotes = 'The double quotes of this row do not pair up'
const wrongCount = 'The row has more or fewer fields than the header'

describe('the header', () => {
  test('names the columns in any order and case, behind a byte order mark, in lines of either system', async () => {
    const rows = await read('\uFEFFNote, KEY\r\n"a, b",1\r\n')

    expect(rows).toMatchObject([{ line: 2, fields: { key: '1', note: 'a, b' } }])
  })

  test('of which a column that must be there is missing stops the import, and no word of the line is repeated', async () => {
    await expect(read('Samplewood,1990-01-01\n')).rejects.toThrow('Missing: key.')
    await expect(read('Samplewood,1990-01-01\n')).rejects.not.toThrow('amplewood')
  })

  test('with a column that is not known, or twice, stops the import, for what stands in it would be lost', async () => {
    await expect(read('key,nmae\n1,x\n')).rejects.toThrow('not known here, or twice: nmae')
    await expect(read('key,name,name\n1,x,y\n')).rejects.toThrow('not known here, or twice: name')
  })

  test('of an empty file is missing', async () => {
    await expect(read('')).rejects.toThrow('The file is empty')
  })
})

describe('a row', () => {
  test('may hold commas, quotes and lines inside quotes, and is told by the line it begins on', async () => {
    const rows = await read('key,name\n1,"Example, ""the"" first"\n2,"two\nlines"\n\n3,last\n')

    expect(rows).toMatchObject([
      { line: 2, fields: { name: 'Example, "the" first' } },
      { line: 3, fields: { name: 'two\nlines' } },
      { line: 6, fields: { name: 'last' } }
    ])
  })

  test.each([
    ['with a field too few', '1,a,b\n2,b\n3,c,d\n', wrongCount],
    ['with a field too many', '1,a,b\n2,b,c,d\n3,c,d\n', wrongCount],
    ['with a quote in the middle', '1,a,b\n2,"b"c,d\n3,c,d\n', brokenQuotes],
    ['with a quote that is never closed', '1,a,b\n2,"b,c\n3,c,d\n', brokenQuotes],
    ['with a quote that a later row seems to close', '1,a,b\n2,"b,c\n3,"c",d\n', brokenQuotes]
  ])('%s is told alone: reading goes on at the line below', async (_, lines, fault) => {
    expect(short(await read(`key,name,note\n${lines}`))).toEqual([
      [2, '1'],
      [3, fault],
      [4, '3']
    ])
  })

  test('after blank lines and a fault keeps its line number', async () => {
    expect(short(await read('key,name\n\n1,a\n\n2,"b"c\n\n3,d\n'))).toEqual([
      [3, '1'],
      [5, brokenQuotes],
      [7, '3']
    ])
  })

  test('at the end without a line break counts', async () => {
    expect(short(await read('key,name\n1,a\n2,"b'))).toEqual([
      [2, '1'],
      [3, brokenQuotes]
    ])
  })

  test('that is not UTF-8 or holds control characters is told so', async () => {
    const rows = await read(Buffer.concat([Buffer.from('key,name\n1,'), Buffer.from([0xe9]), Buffer.from('\n2,a\u0000b\n')]))

    expect(short(rows)).toEqual([
      [2, 'The row holds characters that are not UTF-8'],
      [3, 'The row holds control characters, which no field may have']
    ])
  })

  test('longer than any real one does not swallow the file', async () => {
    const rows = await read(`key,name\n1,"${'x,\n'.repeat(40_000)}`)

    expect(short(rows)[0]).toEqual([2, brokenQuotes])
    expect(rows).toHaveLength(40_000)
  }, 60_000)
})
