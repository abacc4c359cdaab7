import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'
import { openReconnect, startAccepted } from '@throughcare/test/support/reconnect'

const manager = persona('reconnect-manager')
const query = `query ($by: ReconnectCaseloadBy!, $first: Int, $after: String) { reconnectCaseloads(by: $by, first: $first, after: $after) {
  edges { node { facility { id } facilityId workerId total } } pageInfo { hasNextPage endCursor } } }`

let reconnect: EpisodeRoom
beforeAll(async () => {
  reconnect = await openReconnect()
  const allocate = async (episode: { id: string; version: number }, workers: [side: string, workerId: string][]) => {
    for (const [place, [side, workerId]] of workers.entries())
      await reconnect.act('allocateWorker', { episodeId: episode.id, side, workerId, expectedVersion: episode.version + place })
  }
  const [both, one, closed] = [await startAccepted(reconnect), await startAccepted(reconnect, { facilityId: 'KMI' }), await startAccepted(reconnect)]
  await allocate(both, [
    ['PRISON', 'ann'],
    ['COMMUNITY', 'ann']
  ])
  await allocate(one, [
    ['PRISON', 'ann'],
    ['COMMUNITY', 'ben']
  ])
  await allocate(closed, [['PRISON', 'cat']])
  await reconnect.act('closeReconnectEpisode', { episodeId: closed.id, reason: 'OTHER', expectedVersion: closed.version + 1 })
  await reconnect.start()
})
afterAll(() => reconnect.close())

const ask = (by: string, request: object = {}, principal = manager) => reconnect.ask(principal, query, { by, ...request })
const loads = async (by: string, request: object = {}) => (await ask(by, request)).data?.reconnectCaseloads.edges.map(({ node }: { node: object }) => node)

describe('caseloads', () => {
  test('of each prison count what is accepted and open there', async () => {
    expect(await loads('PRISON')).toEqual([
      { facility: { id: 'KMI' }, facilityId: 'KMI', workerId: null, total: 1 },
      { facility: { id: 'PNI' }, facilityId: 'PNI', workerId: null, total: 1 }
    ])
  })

  test('of each worker count an episode once, whichever side of the gate they stand on', async () => {
    expect(await loads('WORKER')).toEqual([
      { facility: null, facilityId: null, workerId: 'ann', total: 2 },
      { facility: null, facilityId: null, workerId: 'ben', total: 1 }
    ])
  })

  test.each(['PRISON', 'WORKER'])('go on page by page, by %s', async (by) => {
    const { data } = await ask(by, { first: 1 })
    const { edges, pageInfo } = data?.reconnectCaseloads

    expect(pageInfo.hasNextPage).toBe(true)
    expect([edges[0].node, ...(await loads(by, { first: 1, after: pageInfo.endCursor }))]).toEqual(await loads(by))
  })

  test.each([
    ['a navigator', navigator, 'FORBIDDEN'],
    ['the sister service', practitioner, 'FORBIDDEN'],
    ["the sister service's manager", persona('ld-manager'), 'FORBIDDEN']
  ])('are not for %s', async (_, principal, code) => {
    expect((await ask('WORKER', {}, principal)).errors).toMatchObject([{ code }])
  })

  test('of another organisation count its own alone', async () => {
    for (const by of ['PRISON', 'WORKER']) expect((await ask(by, {}, stranger('reconnect-manager'))).data?.reconnectCaseloads.edges).toEqual([])
  })
})
