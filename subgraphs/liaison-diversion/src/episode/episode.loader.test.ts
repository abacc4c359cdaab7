import type { EpisodePage, EpisodeRoom, StartedEpisode } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startScreened } from '@throughcare/test/support/liaison-diversion'
import { navigator, practitioner } from '@throughcare/test/support/personas'

const ofPersons = `query ($persons: [_Any!]!) { _entities(representations: $persons) { ... on Person {
  liaisonDiversionEpisodes { edges { node { id state needs { status } } } } } } }`
const caseload = `query ($facilities: [_Any!]!, $first: Int, $after: String) { _entities(representations: $facilities) { ... on Facility {
  liaisonDiversionCaseload(first: $first, after: $after) { pageInfo { hasNextPage endCursor } edges { node { id needs { status } } } } } } }`

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

describe("persons' episodes", () => {
  const episodes: StartedEpisode[] = []
  beforeAll(async () => {
    for (let count = 0; count < 20; count++) episodes.push(await startScreened(liaisonDiversion, { consent: true }))
  })

  test.each([
    ['the own team', practitioner],
    ['the sister service, with consent', navigator]
  ])('of twenty persons take %s as many statements as of one', async (_, principal) => {
    const persons = episodes.map(({ recordId }) => ({ __typename: 'Person', recordId, recordIds: [recordId] }))
    liaisonDiversion.statements()
    await liaisonDiversion.ask(principal, ofPersons, { persons: persons.slice(0, 1) })
    const ofOne = liaisonDiversion.statements().length

    const { data, errors } = await liaisonDiversion.ask(principal, ofPersons, { persons })

    expect(errors).toEqual([])
    expect(data?._entities.map((person: { liaisonDiversionEpisodes: EpisodePage }) => person.liaisonDiversionEpisodes.edges[0]?.node.id)).toEqual(
      episodes.map(({ id }) => id)
    )
    expect(liaisonDiversion.statements()).toHaveLength(ofOne)
  })
})

describe("a facility's caseload", () => {
  const ask = (facilities: string[], page: object = {}) =>
    liaisonDiversion.ask(practitioner, caseload, { facilities: facilities.map((id) => ({ __typename: 'Facility', id })), ...page })
  const list = async (page: object): Promise<EpisodePage> => (await ask(['PRE1'], page)).data?._entities[0].liaisonDiversionCaseload
  const idsOf = ({ edges }: EpisodePage) => edges.map(({ node }) => node.id)

  const oldestFirst: string[] = []
  beforeAll(async () => {
    for (const receivedAt of ['2026-05-03T09:00:00Z', '2026-05-01T09:00:00Z', '2026-05-02T09:00:00Z', '2026-05-03T09:00:00Z', '2026-05-04T09:00:00Z'])
      oldestFirst.push((await liaisonDiversion.start({ facilityId: 'PRE1', receivedAt })).id)
    const [third, first, second, alsoThird, last] = oldestFirst.splice(0) as [string, string, string, string, string]
    oldestFirst.push(first, second, ...[third, alsoThird].sort(), last)
  })

  test('comes page by page, oldest alert first, with each episode once, even when two alerts came at one moment', async () => {
    const first = await list({ first: 3 })
    const second = await list({ first: 3, after: first.pageInfo.endCursor })

    expect([...idsOf(first), ...idsOf(second)]).toEqual(oldestFirst)
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false])
  })

  test('leaves out episodes that were closed', async () => {
    const { id } = await liaisonDiversion.start({ facilityId: 'PRE1' })
    await liaisonDiversion.act('recordNotSeen', { episodeId: id, reason: 'DUPLICATE', expectedVersion: 1 })
    await liaisonDiversion.act('closeLiaisonDiversionEpisode', { episodeId: id, reason: 'NOT_SEEN', expectedVersion: 2 })

    expect(idsOf(await list({}))).toEqual(oldestFirst)
  })

  test('of many facilities takes as many statements as of one', async () => {
    liaisonDiversion.statements()
    await ask(['PRE1'])
    const ofOne = liaisonDiversion.statements().length

    const { errors } = await ask(['PRE1', 'LAN3', 'LAN4', 'CUM1'])

    expect(errors).toEqual([])
    expect(liaisonDiversion.statements()).toHaveLength(ofOne)
  })

  test('refuses a cursor that is not of this graph, and a page too large', async () => {
    expect((await ask(['PRE1'], { after: 'nonsense' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await ask(['PRE1'], { first: 101 })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })
})
