import { needsOfLiaisonDiversion, openLiaisonDiversion, startWithNeed } from '@throughcare/test/support/liaison-diversion'
import { practitioner } from '@throughcare/test/support/personas'
import { listsUnmetNeeds } from '@throughcare/test/support/unmet-needs'

describe('unmetNeeds', () => listsUnmetNeeds(needsOfLiaisonDiversion))

test('unmet needs are limited by facility, worker and age group of their episodes, and by the facilities of a place', async () => {
  const liaisonDiversion = await openLiaisonDiversion()
  const [mine, other] = [await startWithNeed(liaisonDiversion), await startWithNeed(liaisonDiversion)]
  await liaisonDiversion.act('allocateEpisode', { episodeId: mine.id, worker: 'sam', expectedVersion: 3 })
  await liaisonDiversion.rows("update liaison_diversion.episode set facility_id = 'LAN9', born_on = '2012-01-01' where id = $1", other.id)
  const query = 'query ($where: LiaisonDiversionWorklistFilter) { unmetNeeds(where: $where) { edges { node { id } } } }'
  const limited = async (where: object) =>
    (await liaisonDiversion.ask(practitioner, query, { where })).data?.unmetNeeds.edges.map(({ node }: { node: { id: string } }) => node.id)
  const ofPlace = 'query ($place: [_Any!]!) { _entities(representations: $place) { ... on Place { unmetNeeds { edges { node { id } } } } } }'

  const { data } = await liaisonDiversion.ask(practitioner, ofPlace, { place: [{ __typename: 'Place', id: 'x', facilities: [{ id: 'LAN9' }] }] })

  expect(await limited({ worker: 'sam' })).toEqual([mine.needId])
  expect(await limited({ facilityIds: ['LAN9'] })).toEqual([other.needId])
  expect(await limited({ ageGroup: 'UNDER_18' })).toEqual([other.needId])
  expect(data?._entities[0].unmetNeeds.edges).toEqual([{ node: { id: other.needId } }])
  await liaisonDiversion.close()
})
