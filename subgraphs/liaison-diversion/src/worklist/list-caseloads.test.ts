import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openLiaisonDiversion, startClosed } from '@throughcare/test/support/liaison-diversion'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'

const manager = persona('ld-manager')
const query = `query ($by: LiaisonDiversionCaseloadBy!, $first: Int, $after: String) { liaisonDiversionCaseloads(by: $by, first: $first, after: $after) {
  edges { node { facility { id } worker total } } pageInfo { hasNextPage endCursor } } }`

let liaisonDiversion: EpisodeRoom
beforeAll(async () => {
  liaisonDiversion = await openLiaisonDiversion()
  const give = async (input: object, worker: string) => {
    const { id } = await liaisonDiversion.start(input)
    await liaisonDiversion.act('allocateEpisode', { episodeId: id, worker, expectedVersion: 1 })
  }
  await give({}, 'ann')
  await give({ facilityId: 'LAN6' }, 'ann')
  await give({}, 'ben')
  await liaisonDiversion.start()
  await startClosed(liaisonDiversion)
})
afterAll(() => liaisonDiversion.close())

const ask = (by: string, request: object = {}, principal = manager) => liaisonDiversion.ask(principal, query, { by, ...request })
const loads = async (by: string, request: object = {}) =>
  (await ask(by, request)).data?.liaisonDiversionCaseloads.edges.map(({ node }: { node: object }) => node)

describe('caseloads', () => {
  test('of each facility count what is open there', async () => {
    expect(await loads('FACILITY')).toEqual([
      { facility: { id: 'LAN3' }, worker: null, total: 3 },
      { facility: { id: 'LAN6' }, worker: null, total: 1 }
    ])
  })

  test('of each worker count what they have', async () => {
    expect(await loads('WORKER')).toEqual([
      { facility: null, worker: 'ann', total: 2 },
      { facility: null, worker: 'ben', total: 1 }
    ])
  })

  test.each(['FACILITY', 'WORKER'])('go on page by page, by %s', async (by) => {
    const { edges, pageInfo } = (await ask(by, { first: 1 })).data?.liaisonDiversionCaseloads

    expect(pageInfo.hasNextPage).toBe(true)
    expect([edges[0].node, ...(await loads(by, { first: 1, after: pageInfo.endCursor }))]).toEqual(await loads(by))
  })

  test.each([
    ['a practitioner', practitioner],
    ['the sister service', navigator],
    ["the sister service's manager", persona('reconnect-manager')],
    ['a peer support worker', persona('ld-peer-support-worker')]
  ])('are not for %s', async (_, principal) => {
    expect((await ask('WORKER', {}, principal)).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('of another organisation count its own alone', async () => {
    for (const by of ['FACILITY', 'WORKER']) expect((await ask(by, {}, stranger('ld-manager'))).data?.liaisonDiversionCaseloads.edges).toEqual([])
  })
})
