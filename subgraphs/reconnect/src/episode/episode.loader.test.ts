import type { EpisodePage, EpisodeRoom, StartedEpisode } from '@throughcare/test/support/episodes'
import { navigator, practitioner } from '@throughcare/test/support/personas'
import { openReconnect, startAccepted } from '@throughcare/test/support/reconnect'

const ofPersons = `query ($persons: [_Any!]!, $first: Int, $after: String) { _entities(representations: $persons) { ... on Person {
  reconnectEpisodes(first: $first, after: $after) { pageInfo { hasNextPage endCursor } edges { node {
    id phase supportEndsOn plannedReleaseDates { date } goals { status need { code } }
    prisonTransfers { from { id } to { id } } } } } } } }`

let reconnect: EpisodeRoom
const episodes: StartedEpisode[] = []
beforeAll(async () => {
  reconnect = await openReconnect()
  for (let count = 0; count < 20; count++) {
    const episode = await startAccepted(reconnect, { plannedReleaseDate: '2026-07-01' }, { consent: true })
    await reconnect.act('setGoal', { episodeId: episode.id, needCode: 'housing', expectedVersion: episode.version })
    await reconnect.act('transferPrison', { episodeId: episode.id, facilityId: 'KMI', expectedVersion: episode.version + 1 })
    episodes.push(episode)
  }
})
afterAll(() => reconnect.close())

const list = (principal: typeof navigator, recordIds: string[][], page: object = {}) =>
  reconnect.ask(principal, ofPersons, { persons: recordIds.map((ids) => ({ __typename: 'Person', recordId: ids[0], recordIds: ids })), ...page })

describe("persons' episodes", () => {
  test.each([
    ['the own team', navigator],
    ['the sister service, with consent', practitioner]
  ])('of twenty persons take %s as many statements as of one', async (_, principal) => {
    const persons = episodes.map(({ recordId }) => [recordId])
    reconnect.statements()
    await list(principal, persons.slice(0, 1))
    const ofOne = reconnect.statements().length

    const { data, errors } = await list(principal, persons)

    expect(errors).toEqual([])
    expect(data?._entities.flatMap((person: { reconnectEpisodes: EpisodePage }) => person.reconnectEpisodes.edges)).toHaveLength(20)
    expect(data?._entities[19].reconnectEpisodes.edges[0].node).toMatchObject({
      id: episodes[19]?.id,
      goals: [{ status: 'NOT_STARTED' }],
      prisonTransfers: [{ from: { id: 'PNI' }, to: { id: 'KMI' } }]
    })
    expect(reconnect.statements()).toHaveLength(ofOne)
  })

  test('of all of their records come newest first, and page by page', async () => {
    const [newest, middle, oldest] = [
      await reconnect.start({ referredAt: '2026-05-03T09:00:00Z' }),
      await reconnect.start({ referredAt: '2026-05-02T09:00:00Z' }),
      await reconnect.start({ referredAt: '2026-05-01T09:00:00Z' })
    ]
    const ids = [middle, oldest, newest].map(({ recordId }) => recordId)
    const page = async (changes: object): Promise<EpisodePage> => (await list(navigator, [ids], { first: 2, ...changes })).data?._entities[0].reconnectEpisodes

    const first = await page({})
    const second = await page({ after: first.pageInfo.endCursor })

    expect(first.edges.map(({ node }) => node.id)).toEqual([newest.id, middle.id])
    expect(first.pageInfo.hasNextPage).toBe(true)
    expect(second.edges.map(({ node }) => node.id)).toEqual([oldest.id])
    expect(second.pageInfo.hasNextPage).toBe(false)
  })

  test('a second contact of the same person is a second episode', async () => {
    const first = await reconnect.start({ referredAt: '2026-01-01T09:00:00Z' })
    await reconnect.start({}, { recordId: first.recordId })

    const { data } = await list(navigator, [[first.recordId]])

    expect(data?._entities[0].reconnectEpisodes.edges).toHaveLength(2)
  })
})
