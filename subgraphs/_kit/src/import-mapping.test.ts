import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readRows, type Column, type FileRow } from './import-file.ts'
import { readMapping } from './import-mapping.ts'

const columns: Column[] = [
  { name: 'key', about: '', isRequired: true },
  { name: 'system', about: '', isRequired: true },
  { name: 'sex', about: '' },
  { name: 'needs', about: '', items: 'code:status' }
]
const folder = mkdtempSync(join(tmpdir(), 'throughcare-mapping-'))
afterAll(() => rmSync(folder, { recursive: true }))

const mappingOf = (mapping: unknown) => {
  const path = join(folder, 'mapping.json')
  writeFileSync(path, typeof mapping === 'string' ? mapping : JSON.stringify(mapping))
  return readMapping(path, columns)
}

async function read(text: string, mapping: unknown): Promise<FileRow[]> {
  const path = join(folder, 'rows.csv')
  writeFileSync(path, text)
  const rows: FileRow[] = []
  for await (const row of readRows(path, columns, await mappingOf(mapping))) rows.push(row)
  return rows
}

describe('a mapping file', () => {
  test('names the columns of another system, in any case; those that are not named go by our own names, and others are passed over', async () => {
    const rows = await read('ID,Staff note,Gender,SYSTEM\n1,secret,F,custody\n', { columns: { key: 'id', sex: ' GENDER ' } })

    expect(rows).toEqual([expect.objectContaining({ line: 2, fields: { key: '1', sex: 'F', system: 'custody' } })])
  })

  test('puts our codes in the place of theirs, in any case', async () => {
    const rows = await read('key,system,gender\n1,s,Male\n2,s,fem\n3,s,\n', { columns: { sex: 'gender' }, codes: { sex: { MALE: 'M', Fem: 'F' } } })

    expect(rows.map((row) => 'fields' in row && row.fields.sex)).toEqual(['M', 'F', ''])
  })

  test('says what an empty field means, and what a column that the file does not have', async () => {
    const rows = await read('key,sex\n1,\n2,x\n', { codes: { sex: { '': 'NS', x: '' }, system: { '': 'custody' } } })

    expect(rows.map((row) => 'fields' in row && [row.fields.sex, row.fields.system])).toEqual([
      ['NS', 'custody'],
      ['', 'custody']
    ])
  })

  test('gives codes for the parts of a list', async () => {
    const codes = { 'needs.code': { ACC: 'housing', ALC: 'alcohol' }, 'needs.status': { R: 'REFERRED' } }
    const rows = await read('key,system,needs\n1,s,ACC:R; alc : r ;\n2,s,\n3,s,ACC:X\n4,s,DRUG:R\n', { codes })

    expect(rows.map((row) => ('fields' in row ? row.fields.needs : [row.column, row.fault]))).toEqual([
      'housing:REFERRED;alcohol:REFERRED',
      '',
      ['needs', 'The mapping file gives no code of needs.status for what stands here. Add it there, or correct the row.'],
      ['needs', 'The mapping file gives no code of needs.code for what stands here. Add it there, or correct the row.']
    ])
  })

  test('without a code for a value rejects the row by its column, never repeats the value, and reading goes on', async () => {
    const rows = await read('key,system,sex\n1,s,Samplewood\n2,s,m\n', { codes: { sex: { m: 'M' } } })

    expect(rows).toEqual([
      {
        line: 2,
        bytes: expect.any(Number),
        column: 'sex',
        fault: 'The mapping file gives no code of sex for what stands here. Add it there, or correct the row.'
      },
      expect.objectContaining({ line: 3, fields: { key: '2', system: 's', sex: 'M' } })
    ])
  })
})

describe('reading stops before the first row where', () => {
  test.each<[string, unknown, string]>([
    ['the mapping file is not JSON', '{ columns', 'is not JSON.'],
    ['it has a part that is not known', { colums: {} }, 'is not written as --help says:\n  the whole: Unrecognized key: "colums"'],
    ['it gives a column by a number', { columns: { sex: 3 } }, '  columns.sex: Invalid input: expected string, received number'],
    ['it names a column that is not ours', { columns: { gender: 'sex' } }, 'names columns that are not known here: gender. --help lists'],
    ['it gives codes for a column that is not ours', { codes: { gender: {} } }, 'gives codes for a column that is not known here: gender.'],
    ['it gives codes for a list as a whole', { codes: { needs: {} } }, 'needs is a list. Give codes for its parts: needs.code, needs.status.'],
    [
      'it gives codes for a part that the list has not',
      { codes: { 'needs.kind': {} } },
      'needs is a list. Give codes for its parts: needs.code, needs.status.'
    ],
    ['it gives codes for a part of what is no list', { codes: { 'sex.code': {} } }, 'gives codes for sex.code, but sex is no list.'],
    ['it gives a value two codes', { codes: { sex: { m: 'M', M: 'F' } } }, 'gives a code for the same value of sex twice.'],
    ['it reads from a column that the file does not have', { columns: { sex: 'Gender' } }, 'reads sex from a column "Gender", which the file does not have.'],
    ['it reads from a column that stands in the file twice', { columns: { sex: 'note' } }, 'has the column from which the mapping file reads sex twice.'],
    ['a column that must be there is neither in the file nor in the mapping', { columns: { key: 'note2' } }, 'The file has no column system.']
  ])('%s', async (_, mapping, sentence) => {
    const file = sentence.includes('no column system') ? 'note2\n1\n' : 'key,system,note,note\n1,s,,\n'

    await expect(read(file, mapping)).rejects.toThrow(sentence)
  })

  test('there is no mapping file', async () => {
    await expect(readMapping(join(folder, 'none.json'), columns)).rejects.toThrow(/^There is no mapping file .*none.json that can be read.$/)
  })
})
