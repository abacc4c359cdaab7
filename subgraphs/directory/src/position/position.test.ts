import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { room } from '@throughcare/directory'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'
import { importPostcodes } from './postcode.import.ts'

const everyone = persona('analyst', { role: 'public', subject: 'public' })
const position = 'query ($near: String!) { position(near: $near) { label precision latitude longitude place { id } areas { name } source } }'

let directory: TestRoom
let folder: string
beforeAll(async () => {
  directory = await openTestRoom(room)
  await loadReferenceData(directory.url)
  folder = await mkdtemp(join(tmpdir(), 'throughcare-postcodes-'))
})
afterAll(async () => {
  await directory.close()
  await rm(folder, { recursive: true })
})

const ask = async (near: string) => {
  const { data, errors } = await directory.ask(everyone, position, { near })
  return { found: data?.position, errors }
}

async function take(rows: readonly string[], options: { dryRun?: boolean } = {}) {
  const path = join(folder, 'postcodes.csv')
  await writeFile(path, ['postcode,latitude,longitude,district_gss', ...rows, ''].join('\n'))
  return importPostcodes({ path, url: directory.url, source: 'Invented for the test', ...options })
}

describe('where something lies, with the table that ships', () => {
  test('a unit postcode falls back to its district, and says so', async () => {
    const { found } = await ask('bb1 9zz')

    expect(found).toMatchObject({ label: 'BB1 (district centre)', precision: 'DISTRICT', latitude: 53.7565, longitude: -2.46336, place: { id: 'blackburn' } })
    expect(found.areas.map(({ name }: { name: string }) => name).sort()).toEqual(['Blackburn with Darwen', 'Hyndburn', 'Ribble Valley'])
    expect(found.source).toContain('Contains OS data © Crown copyright')
  })

  test('a town is the middle of its districts, a local authority that of its own', async () => {
    expect((await ask('kendal')).found).toMatchObject({ label: 'Kendal (town)', precision: 'PLACE', place: { id: 'kendal' } })
    expect((await ask(' Hyndburn ')).found).toMatchObject({ label: 'Hyndburn (local authority)', place: null, areas: [{ name: 'Hyndburn' }] })
  })

  test.each(['ZZ99 9ZZ', 'ZZ1', 'Nowhere-in-particular', ''])('what nobody knows is refused, and not repeated: %s', async (near) => {
    const { found, errors } = await ask(near)

    expect(found).toBeUndefined()
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('such as BB1') }])
    if (near) expect(errors[0]?.message).not.toContain(near)
  })
})

describe('unit postcodes taken in', () => {
  test('are then found themselves, their sector for a unit that is not there, and a rerun changes nothing', async () => {
    const rows = ['BB1 9AA,53.75,-2.50,E06000008', 'bb19ab,53.77,-2.52,E06000008', 'LA9 9ZA,54.3,-2.7,E07000031', 'nonsense,53.7,-2.5,', 'BB1 9AA,53.7,-2.5,']

    const dry = await take(rows, { dryRun: true })
    const first = await take(rows)
    const again = await take(rows)

    expect(dry).toEqual(first)
    expect(first).toMatchObject({ read: 5, added: 3, changed: 0, unchanged: 0 })
    expect(first.rejected.map(({ line, field }) => [line, field])).toEqual([
      [5, 'postcode'],
      [6, 'postcode']
    ])
    expect(again).toMatchObject({ read: 5, added: 0, changed: 0, unchanged: 3 })
    expect((await ask('BB1 9AB')).found).toMatchObject({ label: 'BB1 9AB', precision: 'UNIT', latitude: 53.77, source: 'Invented for the test' })
    expect((await ask('BB1 9ZZ')).found).toMatchObject({
      label: 'BB1 9 (sector centre)',
      precision: 'SECTOR',
      latitude: 53.76,
      areas: [{ name: 'Blackburn with Darwen' }]
    })
    expect((await ask('LA9 9ZA')).found.areas).toEqual([{ name: 'Westmorland and Furness' }])
  })

  test('what moved is counted as changed', async () => {
    await take(['FY1 9AA,53.81,-3.05,E06000009'])

    expect(await take(['FY1 9AA,53.82,-3.05,E06000009', 'FY1 9AB,53.82,-3.05,E06000009'])).toMatchObject({ added: 1, changed: 1, unchanged: 0 })
    expect((await ask('FY1 9AA')).found.latitude).toBe(53.82)
  })
})
