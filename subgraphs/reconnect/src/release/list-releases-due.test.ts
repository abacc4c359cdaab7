import type { EpisodePage, EpisodeRoom } from '@throughcare/test/support/episodes'
import { navigator } from '@throughcare/test/support/personas'
import { openReconnect, startAccepted, startReleased } from '@throughcare/test/support/reconnect'

const due = `query ($prisons: [_Any!]!, $days: Int, $first: Int, $after: String) { _entities(representations: $prisons) { ... on Facility {
  releasesDue(days: $days, first: $first, after: $after) { pageInfo { hasNextPage endCursor } edges { node { id plannedReleaseDate plannedReleaseDates { date } } } } } } }`

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const ask = (prisons: string[], page: object = {}) => reconnect.ask(navigator, due, { prisons: prisons.map((id) => ({ __typename: 'Facility', id })), ...page })
const datesOf = ({ edges }: EpisodePage) => edges.map(({ node }) => node.plannedReleaseDate)
const list = async (prison: string, page: object = {}): Promise<EpisodePage> => (await ask([prison], page)).data?._entities[0].releasesDue
const plan = (facilityId: string, plannedReleaseDate: string) => startAccepted(reconnect, { facilityId, plannedReleaseDate })

describe('releases due from a prison', () => {
  test('are those planned up to the given number of days from today, soonest first; 28 if not said', async () => {
    for (const date of ['2026-06-30', '2026-06-29', '2026-06-01', '2026-06-08', '2026-06-09']) await plan('KMI', date)

    expect(datesOf(await list('KMI'))).toEqual(['2026-06-01', '2026-06-08', '2026-06-09', '2026-06-29'])
    expect(datesOf(await list('KMI', { days: 7 }))).toEqual(['2026-06-01', '2026-06-08'])
    expect(datesOf(await list('KMI', { days: 0 }))).toEqual(['2026-06-01'])
  })

  test('go by the latest planned date', async () => {
    const { id, version } = await plan('WMI', '2026-06-10')
    await reconnect.act('setReleaseDate', { episodeId: id, date: '2026-09-10', reason: 'RECALCULATED', expectedVersion: version })

    expect(datesOf(await list('WMI'))).toEqual([])
    expect(datesOf(await list('WMI', { days: 120 }))).toEqual(['2026-09-10'])
  })

  test('begin with those whose day has passed without a recorded release', async () => {
    await plan('LFI', '2026-06-02')
    await plan('LFI', '2026-05-31')

    expect(datesOf(await list('LFI'))).toEqual(['2026-05-31', '2026-06-02'])
  })

  test('leave out who was released, declined or closed, and whose date is not known', async () => {
    const input = { facilityId: 'GHI', plannedReleaseDate: '2026-06-05' }
    await startReleased(reconnect, '2026-06-01', input)
    const declined = await reconnect.start(input)
    await reconnect.act('declineReconnectReferral', { episodeId: declined.id, reason: 'OTHER', expectedVersion: 1 })
    const closed = await startAccepted(reconnect, input)
    await reconnect.act('closeReconnectEpisode', { episodeId: closed.id, reason: 'DISENGAGED', expectedVersion: 2 })
    await startAccepted(reconnect, { facilityId: 'GHI' })
    const undecided = await reconnect.start(input)

    expect((await list('GHI')).edges).toMatchObject([{ node: { id: undecided.id } }])
  })

  test('leave out who has died', async () => {
    const [living, dead] = [await plan('BZI', '2026-06-05'), await plan('BZI', '2026-06-05')]
    await reconnect.rows("update reconnect.episode set died_on = '2026-05-31' where id = $1", dead.id)

    expect((await list('BZI')).edges).toMatchObject([{ node: { id: living.id } }])
  })

  test('come page by page, with each episode once, even on one day', async () => {
    for (let count = 0; count < 5; count++) await plan('HVI', '2026-06-05')
    const seen: string[] = []

    for (let after: string | null = null, isLast = false; !isLast;) {
      const { edges, pageInfo } = await list('HVI', { first: 2, after })
      seen.push(...edges.map(({ node }) => node.id))
      after = pageInfo.endCursor
      isLast = !pageInfo.hasNextPage
    }

    expect(seen).toHaveLength(5)
    expect(new Set(seen).size).toBe(5)
  })

  test('of six prisons take as many statements as of one', async () => {
    reconnect.statements()
    await ask(['KMI'])
    const ofOne = reconnect.statements().length

    const { errors } = await ask(['KMI', 'WMI', 'LFI', 'GHI', 'HVI', 'PNI'])

    expect(errors).toEqual([])
    expect(reconnect.statements()).toHaveLength(ofOne)
  })

  test.each([-1, 367])('are not listed for %i days', async (days) => {
    expect((await ask(['KMI'], { days })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })
})
