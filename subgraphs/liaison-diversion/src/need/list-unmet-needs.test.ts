import { outsidersOf, type EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startScreened, tellReferral } from '@throughcare/test/support/liaison-diversion'
import { practitioner } from '@throughcare/test/support/personas'

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const query = `query ($first: Int, $after: String) { unmetNeeds(first: $first, after: $after) {
  edges { node { id isUnmet need { code } onwardReferrals { id } episode { id needs { id isUnmet } } } } pageInfo { hasNextPage endCursor } } }`
const ask = async (variables: object = {}, principal = practitioner) => liaisonDiversion.ask(principal, query, { ...variables })

test('unmet needs are those that the rule finds unmet, whatever followed from the others', async () => {
  const statuses = ['IDENTIFIED', 'ALREADY_SUPPORTED', 'REFERRED', 'MET', 'DECLINED']
  const codes = ['housing', 'alcohol', 'debt-benefits', 'mental-health', 'physical-health']
  for (const failed of [null, true, false]) {
    const episode = await startScreened(liaisonDiversion)
    const needs = codes.map((needCode, place) => ({ needCode, status: statuses[place] }))
    const { data } = await liaisonDiversion.act('identifyNeeds', {
      episodeId: episode.id,
      needs: [...needs, { needCode: 'crisis-self-harm' }],
      expectedVersion: 2
    })
    if (failed !== null) await tellReferral(liaisonDiversion, episode, 'housing', failed)
    const { id } = data?.identifyNeeds.needs.find(({ need }: { need: { code: string } }) => need.code === 'crisis-self-harm')
    if (failed) await liaisonDiversion.act('explainUnmetNeed', { episodeId: episode.id, needId: id, reason: 'OTHER', expectedVersion: 3 })
  }

  const { data } = await ask({ first: 100 })
  const edges = data?.unmetNeeds.edges as { node: { id: string; episode: { needs: { id: string; isUnmet: boolean }[] } } }[]
  const listed = edges.map(({ node }) => node.id)
  const unmet = edges.flatMap(({ node }) => node.episode.needs.flatMap((need) => (need.isUnmet ? [need.id] : [])))
  const [{ count } = { count: 0 }] = await liaisonDiversion.rows<{ count: number }>('select count(*)::int as count from liaison_diversion.need')

  expect(listed.toSorted()).toEqual([...new Set(unmet)].toSorted())
  expect([listed.length, count]).toEqual([4, 18])
})

test('they come in pages, whose statements do not grow with them', async () => {
  const whole = (await ask({ first: 100 })).data?.unmetNeeds.edges.map(({ node }: { node: { id: string } }) => node.id)
  liaisonDiversion.statements()
  const first = (await ask({ first: 1 })).data?.unmetNeeds
  const ofOne = liaisonDiversion.statements().length
  const rest = (await ask({ first: 3, after: first.pageInfo.endCursor })).data?.unmetNeeds

  expect(liaisonDiversion.statements()).toHaveLength(ofOne)
  expect([...first.edges, ...rest.edges].map(({ node }: { node: { id: string } }) => node.id)).toEqual(whole)
})

describe('who is told of unmet needs', () => {
  test.each(outsidersOf('LIAISON_DIVERSION'))('not %s', async (_, principal, code) => {
    const { data, errors } = await ask({}, principal)

    if (code === 'NOT_FOUND') expect(data?.unmetNeeds.edges).toEqual([])
    else expect(errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })
})
