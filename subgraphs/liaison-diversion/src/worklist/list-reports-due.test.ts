import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startWithReport } from '@throughcare/test/support/liaison-diversion'
import { practitioner } from '@throughcare/test/support/personas'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const query = `query ($where: LiaisonDiversionWorklistFilter, $first: Int, $after: String) { courtReportsDue(where: $where, first: $first, after: $after) {
  edges { node { id isOverdue episode { id person { __typename } } } } pageInfo { hasNextPage endCursor } } }`
const ask = async (variables: object = {}) => (await liaisonDiversion.ask(practitioner, query, { ...variables })).data?.courtReportsDue

test('reports due come by the day of the hearing, overdue ones first, until they are issued, the episode is closed or the person has died', async () => {
  const on = (hearingOn: string) => startWithReport(liaisonDiversion, { request: { hearingOn } })
  const [later, sooner, issued, closed] = [await on('2026-06-20'), await on('2026-06-05'), await on('2026-06-04'), await on('2026-06-03')]
  const dead = await on('2026-06-07')
  await liaisonDiversion.rows("update liaison_diversion.episode set died_on = '2026-06-02' where id = $1", dead.id)
  await liaisonDiversion.act('issueCourtReport', { episodeId: issued.id, courtReportId: issued.courtReportId, contents: 'x', expectedVersion: 3 })
  await liaisonDiversion.act('closeLiaisonDiversionEpisode', { episodeId: closed.id, reason: 'COMPLETED', expectedVersion: 3 })
  liaisonDiversion.at('2026-06-06T09:00:00Z')

  const whole = await ask()
  const [first] = [await ask({ first: 1 })]
  const rest = await ask({ first: 1, after: first.pageInfo.endCursor })

  expect(whole.edges.map(({ node }: { node: object }) => node)).toMatchObject([
    { id: sooner.courtReportId, isOverdue: true, episode: { id: sooner.id } },
    { id: later.courtReportId, isOverdue: false, episode: { id: later.id } }
  ])
  expect([first, rest].map(({ edges, pageInfo }) => [edges[0].node.id, pageInfo.hasNextPage])).toEqual([
    [sooner.courtReportId, true],
    [later.courtReportId, false]
  ])
})

test('many reports with their episodes take as many statements as few', async () => {
  liaisonDiversion.statements()
  await ask({ first: 1 })
  const ofOne = liaisonDiversion.statements().length
  await ask({ first: 50 })

  expect(liaisonDiversion.statements()).toHaveLength(ofOne)
})

test('reports due are limited by facility, worker and age group of their episodes, and by the facilities of a place', async () => {
  liaisonDiversion.at('2026-06-01T09:00:00Z')
  const [mine, other] = [await startWithReport(liaisonDiversion), await startWithReport(liaisonDiversion)]
  await liaisonDiversion.act('allocateEpisode', { episodeId: mine.id, worker: 'sam', expectedVersion: 3 })
  await liaisonDiversion.rows("update liaison_diversion.episode set facility_id = 'LAN9', born_on = '2012-01-01' where id = $1", other.id)
  const idsOf = (page: { edges: { node: { id: string } }[] }) => page.edges.map(({ node }) => node.id)
  const ofPlace = 'query ($place: [_Any!]!) { _entities(representations: $place) { ... on Place { courtReportsDue { edges { node { id } } } } } }'

  const { data } = await liaisonDiversion.ask(practitioner, ofPlace, { place: [{ __typename: 'Place', id: 'x', facilities: [{ id: 'LAN9' }] }] })

  expect(idsOf(await ask({ where: { worker: 'sam' } }))).toEqual([mine.courtReportId])
  expect(idsOf(await ask({ where: { facilityIds: ['LAN9'] } }))).toEqual([other.courtReportId])
  expect(idsOf(await ask({ where: { ageGroup: 'UNDER_18' } }))).toEqual([other.courtReportId])
  expect(idsOf(data?._entities[0].courtReportsDue)).toEqual([other.courtReportId])
})
