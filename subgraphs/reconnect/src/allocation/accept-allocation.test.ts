import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

type Allocation = { id: string; workerId: string; endedAt: string | null }

/** An episode with the given workers allocated, each by their side; the first on the prison side has accepted. */
async function withWorkers(...workers: [side: string, workerId: string][]) {
  const { id, version } = await startAccepted(reconnect)
  let allocations: Allocation[] = []
  for (const [place, [side, workerId]] of workers.entries()) {
    const { data } = await reconnect.act('allocateWorker', { episodeId: id, expectedVersion: version + place, side, workerId })
    allocations = data?.allocateWorker.allocations
  }
  return { id, version: version + workers.length, idOf: (workerId: string) => allocations.find((row) => row.workerId === workerId)?.id }
}

const accept = (episodeId: string, expectedVersion: number, allocationId?: string) =>
  reconnect.act('acceptAllocation', { episodeId, expectedVersion, allocationId })
const release = (episodeId: string, expectedVersion: number) => reconnect.act('recordRelease', { episodeId, releasedOn: '2026-06-01', expectedVersion })
const standing = (episode: { allocations: Allocation[] }) => episode.allocations.flatMap(({ workerId, endedAt }) => (endedAt ? [] : [workerId]))

describe('acceptAllocation', () => {
  test('the prison worker stays through the gate until the community worker accepts', async () => {
    const { id, version, idOf } = await withWorkers(['PRISON', 'inside'], ['COMMUNITY', 'outside'])

    const released = await release(id, version)
    expect(standing(released.data?.recordRelease)).toEqual(['inside', 'outside'])
    const accepted = await accept(id, version + 1, idOf('outside'))

    expect(accepted.errors).toEqual([])
    expect(standing(accepted.data?.acceptAllocation)).toEqual(['outside'])
    expect((await reconnect.events(id)).slice(-2)).toMatchObject([
      { type: 'reconnect.allocation-accepted', payload: { side: 'COMMUNITY' } },
      { type: 'reconnect.allocation-ended', payload: { allocationId: idOf('inside') } }
    ])
  })

  test('where the community worker accepted before the release, the two overlap until the gate', async () => {
    const { id, version, idOf } = await withWorkers(['PRISON', 'inside'], ['COMMUNITY', 'outside'])

    const accepted = await accept(id, version, idOf('outside'))
    expect(standing(accepted.data?.acceptAllocation)).toEqual(['inside', 'outside'])

    expect(standing((await release(id, version + 1)).data?.recordRelease)).toEqual(['outside'])
    expect(await reconnect.events(id)).toContainEqual(
      expect.objectContaining({ type: 'reconnect.allocation-ended', payload: expect.objectContaining({ allocationId: idOf('inside') }) })
    )
  })

  test('on one side, whoever stood there is relieved when the next accepts, and not before', async () => {
    const { id, version, idOf } = await withWorkers(['PRISON', 'first'], ['PRISON', 'second'])

    const { data } = await accept(id, version, idOf('second'))

    expect(standing(data?.acceptAllocation)).toEqual(['second'])
  })

  test('refuses one that was accepted, one that ended, and one of another episode', async () => {
    const { id, version, idOf } = await withWorkers(['PRISON', 'first'], ['PRISON', 'second'])
    await accept(id, version, idOf('second'))

    expect((await accept(id, version + 1, idOf('second'))).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('already') }])
    expect((await accept(id, version + 1, idOf('first'))).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('ended') }])
    expect((await accept(id, version + 1, crypto.randomUUID())).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})
