import { room } from '@throughcare/directory'
import { persona } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'
import { loadReferenceData } from '../reference/load-reference-data.ts'

const analyst = persona('analyst')
const entities =
  'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Place { id facilityId } ... on Facility { name } ... on Need { label } ... on Organisation { name } } }'

let today = '2026-11-23T12:00:00Z'
let directory: TestRoom
beforeAll(async () => {
  directory = await openTestRoom(room, { now: () => new Date(today) })
  await loadReferenceData(directory.url)
})
afterAll(() => directory.close())

describe('facilities', () => {
  test('a facility is found by its NOMIS id, with its place and where the fact was read', async () => {
    const { data, errors } = await directory.ask(
      analyst,
      '{ facility(id: "BLKBMC") { name kind postcode courtOuCode isOpen place { name facilities { id } } source asAt } }'
    )

    expect(errors).toEqual([])
    expect(data?.facility).toMatchObject({ kind: 'MAGISTRATES_COURT', postcode: 'BB2 1AA', courtOuCode: 'B04BP00', isOpen: true, place: { name: 'Blackburn' } })
    expect(data?.facility.place.facilities).toContainEqual({ id: 'LAN3' })
    expect(data?.facility.source).toContain('court-register')
  })

  test('whether it is open is asked of the day in London', async () => {
    const isOpen = async (instant: string) => {
      today = instant
      const { data } = await directory.ask(analyst, '{ facility(id: "KENDMC") { isOpen } }')
      return data?.facility.isOpen
    }

    expect(await isOpen('2017-06-29T22:59:59Z')).toBe(true)
    expect(await isOpen('2017-06-29T23:00:00Z')).toBe(false)
    today = '2026-11-23T12:00:00Z'
  })

  test.each(['facility', 'place', 'organisation', 'service'])('asking for a %s that is not there says so', async (field) => {
    const { errors } = await directory.ask(analyst, `{ ${field}(id: "nowhere") { id } }`)

    expect(errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('another room finds the place by a facility, and facilities, needs and organisations by their keys', async () => {
    const representations = [
      { __typename: 'Place', facilityId: 'LAN3' },
      { __typename: 'Place', id: 'kendal' },
      { __typename: 'Place', facilityId: 'GHI' },
      { __typename: 'Facility', id: 'PNI' },
      { __typename: 'Need', code: 'housing' },
      { __typename: 'Organisation', id: 'RW5' }
    ]

    const { data, errors } = await directory.ask(analyst, entities, { representations })

    expect(errors).toEqual([])
    expect(data?._entities).toEqual([
      { id: 'blackburn', facilityId: 'LAN3' },
      { id: 'kendal', facilityId: null },
      null,
      { name: 'HMP & YOI Preston' },
      { label: 'Housing and homelessness' },
      { name: 'Lancashire & South Cumbria NHS Foundation Trust' }
    ])
  })

  test('all facilities with their places cost as many statements as one', async () => {
    directory.statements()
    await directory.ask(analyst, '{ facilities(where: { kind: CUSTODY_SUITE, placeId: "kendal" }) { id place { id facilities { id } } } }')
    const forOne = directory.statements().length
    await directory.ask(analyst, '{ facilities { id place { id facilities { id } } } }')

    expect(directory.statements()).toHaveLength(forOne)
  })
})
