import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPool } from '@throughcare/kit/db'
import { cloneDatabase } from '@throughcare/test/support/database'
import type { ColumnMap } from './columns.rules.ts'
import { linkFiles, type LinkedPair } from './link-files.ts'

const map: ColumnMap = {
  id: ['id'],
  givenName: ['given'],
  familyName: ['family'],
  birthDate: ['born'],
  postcode: ['postcode'],
  nhsNumber: ['nhs'],
  nhsNumberVerified: ['checked']
}
const header = 'id,given,family,born,postcode,nhs,checked'
const folder = mkdtempSync(join(tmpdir(), 'throughcare-link-files-'))

afterAll(() => rm(folder, { recursive: true, force: true }))

/** Links files of these rows; the header stands unless a file brings its own, which begins with "id" or "name". */
async function link(...files: string[][]): Promise<{ pairs: string[]; weights: number[]; notes: string[] }> {
  const paths = files.map((rows, at) => {
    const path = join(folder, `${at}.csv`)
    writeFileSync(path, `${[...(rows[0]?.startsWith('id,') || rows[0]?.startsWith('name,') ? [] : [header]), ...rows].join('\n')}\n`)
    return path
  })
  const database = await cloneDatabase()
  const pool = openPool({ url: database.url, max: 2 })
  const found: LinkedPair[] = []
  const notes: string[] = []
  try {
    await linkFiles(pool.db, { paths, map, onNote: (note) => void notes.push(note), onPairs: async (pairs) => void found.push(...pairs) })
    return { pairs: found.map(({ idA, idB, decision }) => `${idA} ${idB} ${decision}`), weights: found.map(({ weight }) => weight), notes }
  } finally {
    await pool.close()
    await database.drop()
  }
}

describe('linking a file', () => {
  test('says of each pair worth comparing whether it is linked, for review or apart', async () => {
    const { pairs } = await link([
      'a,Robert,Testcase,1984-05-03,PR1 2AB,,',
      'b,Bob,Testcase,1984-05-03,PR1 2AB,,',
      'c,ROBERT,TESTCASE,1984-05-03,,,',
      'd,Robert,Testcase,1958-11-20,PR1 2AB,,',
      'e,Nobody,Elsewhere,1971-02-09,LA9 5ZZ,,'
    ])

    expect(pairs).toEqual(['a b link', 'a c link', 'a d apart', 'b c link', 'b d apart', 'c d apart'])
  })

  test('keeps two verified NHS numbers apart whatever else agrees, but not two that nobody verified', async () => {
    const rows = (checked: string) => [`a,Robert,Testcase,1984-05-03,PR1 2AB,9990000018,Y`, `b,Robert,Testcase,1984-05-03,PR1 2AB,9990000026,${checked}`]

    expect((await link(rows('Y'))).pairs).toEqual(['a b apart'])
    expect((await link(rows(''))).pairs).toEqual(['a b link'])
  })

  test('gives the same answer whichever way the rows stand', async () => {
    const rows = ['a,Robert,Testcase,1984-05-03,PR1 2AB,,', 'b,Bob,Testcase,1984-03-05,PR1 2AB,,', 'c,Rob,Testcase,1984-05-03,,9990000018,Y']
    const [there, back] = [await link(rows), await link(rows.toReversed())]
    const sorted = ({ pairs }: typeof there) => pairs.map((pair) => pair.split(' ').sort().join(' ')).sort()

    expect(sorted(back)).toEqual(sorted(there))
    expect(back.weights.toSorted()).toEqual(there.weights.toSorted())
  })

  test('says once of a file that it is not in UTF-8', async () => {
    const { notes } = await link(['a,Jos\uFFFD,Testcase,1984-05-03,,,', 'b,Jos\uFFFD,Testcase,1984-05-03,,,'], ['c,José,Testcase,1984-05-03,,,'])

    expect(notes).toEqual([expect.stringMatching(/0\.csv line 2 is not in UTF-8/)])
  })

  test('compares those whom one weak key joins only where few share it', async () => {
    const strangers = 'Abel Beck,Cora Dunn,Egon Frey,Gwen Hale,Ivor Judd,Kurt Lunn,Mona Nash,Otis Pike,Rhys Sand'.split(',')
    const born = (count: number) => strangers.slice(0, count).map((name, at) => `${at},${name.replace(' ', ',')},1984-05-13,,,`)

    expect((await link(born(8))).pairs).toHaveLength(28)
    expect((await link(born(9))).pairs).toHaveLength(0)
  })

  test('takes a column that the file lacks for missing evidence, and says so', async () => {
    const { pairs, notes } = await link(['id,given,family,born,pages', 'a,Robert,Testcase,1984-05-03,7', 'b,Robert,Testcase,1984-05-03,7'])

    expect(pairs).toEqual(['a b link'])
    expect(notes.join()).toContain('"postcode", "nhs", "checked"')
  })
})

test('two files are linked with each other only, and may use the same ids', async () => {
  const [one, other] = ['1,Robert,Testcase,1984-05-03,PR1 2AB,,', '2,Bob,Testcase,1984-05-03,PR1 2AB,,']

  expect((await link([one, other], [one.replace('Robert', 'Rob')])).pairs).toEqual(['1 1 link', '2 1 link'])
})

describe('a file that cannot be linked', () => {
  test.each([
    ['lacks the id column', ['name,x', '1,2'], 'has no column "id"'],
    ['has an id twice', ['a,,,,,,', 'b,,,,,,', 'a,,,,,,'], 'line 4'],
    ['has a record without id', ['a,,,,,,', ',Robert,Testcase,,,,'], 'line 3'],
    ['is broken', ['a,"Robert,Testcase'], 'not CSV'],
    ['has a column twice that is asked for', ['id,given,given', 'a,Robert,Bob'], 'has the column "given" twice'],
    ['is not in UTF-8', ['id,given\0,family', 'a,Robert,Testcase'], 'not in UTF-8']
  ])('%s', async (_, rows, said) => {
    await expect(link(rows)).rejects.toThrow(said)
  })

  test('is not there', async () => {
    const database = await cloneDatabase()
    const pool = openPool({ url: database.url, max: 1 })
    const path = join(folder, 'nowhere.csv')

    await expect(linkFiles(pool.db, { paths: [path], map, onNote: () => {}, onPairs: async () => {} })).rejects.toThrow('cannot be read')

    await pool.close()
    await database.drop()
  })
})
