import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startAssigned } from '@throughcare/test/support/liaison-diversion'
import { persona } from '@throughcare/test/support/personas'

const peer = persona('ld-peer-support-worker')
const query = `query ($first: Int, $after: String) { peerSupportCaseload(first: $first, after: $after) {
  edges { node { id state } } withheld { reason } pageInfo { hasNextPage endCursor } } }`

let liaisonDiversion: EpisodeRoom
beforeAll(async () => void (liaisonDiversion = await openLiaisonDiversion()))
afterAll(() => liaisonDiversion.close())

const ask = async (variables: object = {}) => (await liaisonDiversion.ask(peer, query, { ...variables })).data?.peerSupportCaseload

test('a peer support worker finds whom they are assigned to now, first assigned first, in pages that cost the same', async () => {
  const first = await startAssigned(liaisonDiversion)
  liaisonDiversion.at('2026-06-01T10:00:00Z')
  const [second, ended] = [await startAssigned(liaisonDiversion), await startAssigned(liaisonDiversion)]
  await liaisonDiversion.act('endPeerSupport', { episodeId: ended.id, assignmentId: ended.assignmentId, expectedVersion: ended.version })
  await liaisonDiversion.start()

  const whole = await ask()
  liaisonDiversion.statements()
  const one = await ask({ first: 1 })
  const ofOne = liaisonDiversion.statements().length
  const rest = await ask({ first: 50, after: one.pageInfo.endCursor })

  expect(whole).toMatchObject({ edges: [{ node: { id: first.id } }, { node: { id: second.id } }], withheld: null, pageInfo: { hasNextPage: false } })
  expect([one.edges, rest.edges].map((edges) => edges.map(({ node }: { node: { id: string } }) => node.id))).toEqual([[first.id], [second.id]])
  expect(liaisonDiversion.statements()).toHaveLength(ofOne)
})
