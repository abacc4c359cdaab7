import { outsidersOf, type EpisodeRoom } from '@throughcare/test/support/episodes'
import { navigator } from '@throughcare/test/support/personas'
import { openReconnect, startAccepted, startWithNeed, tellReferral } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const query = `query ($first: Int, $after: String) { unmetReconnectNeeds(first: $first, after: $after) {
  edges { node { id isUnmet need { code } onwardReferrals { id } episode { id needs { id isUnmet } } } } pageInfo { hasNextPage endCursor } } }`
const ask = (variables: object = {}, principal = navigator) => reconnect.ask(principal, query, { ...variables })

test('unmet needs are those that the rule finds unmet, whatever followed from the others', async () => {
  const statuses = ['IDENTIFIED', 'ALREADY_SUPPORTED', 'REFERRED', 'MET', 'DECLINED']
  for (const failed of [null, true, false]) {
    const { id, version, recordId } = await startAccepted(reconnect)
    const needs = statuses.map((status, place) => ({ needCode: `need-${place}`, pathway: 'FINANCE_AND_ID', status }))
    await reconnect.act('assessReconnectNeeds', { episodeId: id, expectedVersion: version, needs })
    if (failed !== null) await tellReferral(reconnect, { id, version, recordId }, 'need-0', failed)
  }
  const explained = await startWithNeed(reconnect)
  const { id: episodeId, needId, version: expectedVersion } = explained
  await reconnect.act('explainUnmetReconnectNeed', { episodeId, needId, reason: 'OTHER', expectedVersion })

  const edges: { node: { id: string; episode: { needs: { id: string; isUnmet: boolean }[] } } }[] = (await ask({ first: 100 })).data?.unmetReconnectNeeds.edges
  const unmet = edges.flatMap(({ node }) => node.episode.needs.flatMap((need) => (need.isUnmet ? [need.id] : [])))

  expect(edges.map(({ node }) => node.id).toSorted()).toEqual(unmet.toSorted())
  expect(edges).toHaveLength(2)
})

test('they come in pages, whose statements do not grow with them', async () => {
  await startWithNeed(reconnect)
  const whole = (await ask({ first: 100 })).data?.unmetReconnectNeeds.edges.map(({ node }: { node: { id: string } }) => node.id)
  reconnect.statements()
  const first = (await ask({ first: 1 })).data?.unmetReconnectNeeds
  const ofOne = reconnect.statements().length
  const rest = (await ask({ first: 3, after: first.pageInfo.endCursor })).data?.unmetReconnectNeeds

  expect(reconnect.statements()).toHaveLength(ofOne)
  expect([...first.edges, ...rest.edges].map(({ node }: { node: { id: string } }) => node.id)).toEqual(whole)
})

describe('who is told of unmet needs', () => {
  test.each(outsidersOf('RECONNECT'))('not %s', async (_, principal, code) => {
    const { data, errors } = await ask({}, principal)

    if (code === 'NOT_FOUND') expect(data?.unmetReconnectNeeds.edges).toEqual([])
    else expect(errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })
})
