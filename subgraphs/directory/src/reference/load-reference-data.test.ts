import { room } from '@throughcare/directory'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { demoRoles } from '@throughcare/gateway/demo-issuer'
import { loadReferenceData } from './load-reference-data.ts'

const everyone = persona('analyst', { role: 'public' })
const courts = ['MAGISTRATES_COURT', 'CROWN_COURT']

let directory: TestRoom
beforeAll(async () => {
  directory = await openTestRoom(room, { now: () => new Date('2026-11-23T12:00:00Z') })
  await loadReferenceData(directory.url)
})
afterAll(() => directory.close())

describe('the reference data, as of 23 November 2026', () => {
  test('there are ten places, six in Lancashire and four in Cumbria', async () => {
    const { data, errors } = await directory.ask(everyone, '{ places { id force source asAt } }')

    expect(errors).toEqual([])
    expect(data?.places.map(({ id }: { id: string }) => id)).toEqual([
      ...['barrow', 'blackburn', 'blackpool', 'burnley', 'carlisle', 'kendal', 'lancaster', 'preston', 'skelmersdale', 'workington']
    ])
    expect(data?.places.filter(({ force }: { force: string }) => force === 'Cumbria Constabulary')).toHaveLength(4)
  })

  test('every place has a custody suite', async () => {
    const { data } = await directory.ask(everyone, '{ facilities(where: { kind: CUSTODY_SUITE }) { id place { id } isOpen } }')

    expect(Object.fromEntries(data?.facilities.map((row: { id: string; place: { id: string } }) => [row.place.id, row.id]))).toEqual({
      ...{ blackburn: 'LAN3', blackpool: 'LAN4', burnley: 'LAN5', lancaster: 'LAN1', preston: 'LAN6', skelmersdale: 'LAN2' },
      ...{ carlisle: 'CMB1', barrow: 'CMB2', workington: 'CMB4', kendal: 'CMB3' }
    })
  })

  test.each([
    ['barrow', ['BRRWCC', 'BRRWMC']],
    ['blackburn', ['BLKBMC']],
    ['blackpool', ['BLKPMC']],
    ['burnley', ['BURNCC', 'BURNMC']],
    ['carlisle', ['CARLCC', 'CARLMC']],
    ['kendal', []],
    ['lancaster', ['LANCCC', 'LANCMC']],
    ['preston', ['PRESCC', 'PRESMC', 'PRSHCC']],
    ['skelmersdale', []],
    ['workington', ['WORNMC']]
  ])('the open magistrates and Crown Courts of %s are %s', async (placeId, ids) => {
    const { data } = await directory.ask(everyone, 'query ($where: FacilityFilter) { facilities(where: $where) { id kind } }', {
      where: { placeId, isOpen: true }
    })

    const open = data?.facilities.filter(({ kind }: { kind: string }) => courts.includes(kind)).map(({ id }: { id: string }) => id)
    expect(open.sort()).toEqual(ids)
  })

  test('the closed courts are those of Kendal and Skelmersdale, with the days on which they closed', async () => {
    const { data } = await directory.ask(everyone, '{ facilities(where: { isOpen: false }) { id closedOn isOpen place { id } } }')

    expect(data?.facilities).toEqual([
      { id: 'KENDMC', closedOn: '2017-06-30', isOpen: false, place: { id: 'kendal' } },
      { id: 'ORMKMC', closedOn: '2016-06-28', isOpen: false, place: { id: 'skelmersdale' } }
    ])
  })

  test('there are six prisons, four of them outside the ten places', async () => {
    const { data } = await directory.ask(everyone, '{ facilities(where: { kind: PRISON }) { id place { id } } }')

    const placeOf = Object.fromEntries(data?.facilities.map((row: { id: string; place: { id: string } | null }) => [row.id, row.place?.id ?? null]))
    expect(placeOf).toEqual({ PNI: 'preston', LFI: 'lancaster', KMI: null, WMI: null, GHI: null, HVI: null })
  })

  test('the sixteen needs come in their order, each with its pathway where it has one', async () => {
    const { data } = await directory.ask(everyone, '{ needs { code resettlementPathway } }')

    expect(data?.needs).toHaveLength(16)
    expect(data?.needs[2]).toEqual({ code: 'substance-use', resettlementPathway: 'DRUGS_AND_ALCOHOL' })
    expect(data?.needs.find(({ code }: { code: string }) => code === 'legal-rights').resettlementPathway).toBeNull()
  })

  test.each([...new Set(['QHM', ...demoRoles.map(({ principal }) => principal.organisation)])])('the organisation %s is known', async (id) => {
    const { data, errors } = await directory.ask(everyone, 'query ($id: ID!) { organisation(id: $id) { id name } }', { id })

    expect(errors).toEqual([])
    expect(data?.organisation.id).toBe(id)
  })

  test('loading it again changes nothing', async () => {
    const count = async () =>
      directory.rows('select (select count(*) from directory.facility), (select count(*) from directory.need), (select count(*) from directory.organisation)')
    const before = await count()

    await loadReferenceData(directory.url)

    expect(await count()).toEqual(before)
  })
})
