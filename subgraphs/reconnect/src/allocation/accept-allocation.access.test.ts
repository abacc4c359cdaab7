import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { navigator, persona } from '@throughcare/test/support/personas'
import { openReconnect, refusesOutsiders, startAccepted } from '@throughcare/test/support/reconnect'

describe('who may accept an allocation', () =>
  refusesOutsiders({
    mutation: 'acceptAllocation',
    begin: async (reconnect) => {
      const { version, ...episode } = await startAccepted(reconnect, {}, { consent: true })
      const input = { episodeId: episode.id, side: 'COMMUNITY', workerId: navigator.subject, expectedVersion: version }
      const { data } = await reconnect.act('allocateWorker', input)
      return { ...episode, version: version + 1, input: { allocationId: data?.allocateWorker.allocations[0].id } }
    }
  }))

describe('who accepts for another', () => {
  let reconnect: EpisodeRoom
  beforeAll(async () => void (reconnect = await openReconnect()))
  afterAll(() => reconnect.close())

  const byName = (subject: string) => persona('reconnect-navigator', { subject, organisation: navigator.organisation })

  /** An episode with workers allocated, each by their side, in which one whose name is asked for is accepted by somebody. */
  async function withWorkers(...workers: [side: string, workerId: string][]) {
    const { id, version } = await startAccepted(reconnect)
    let allocations: { id: string; side: string; workerId: string }[] = []
    for (const [place, [side, workerId]] of workers.entries()) {
      const { data } = await reconnect.act('allocateWorker', { episodeId: id, expectedVersion: version + place, side, workerId })
      allocations = data?.allocateWorker.allocations
    }
    let now = version + workers.length
    return {
      async release() {
        await reconnect.act('recordRelease', { episodeId: id, releasedOn: '2026-06-01', expectedVersion: now })
        now += 1
      },
      async accept(side: string, workerId: string, by: string) {
        const allocationId = allocations.find((row) => row.side === side && row.workerId === workerId)?.id
        return (await reconnect.act('acceptAllocation', { episodeId: id, allocationId, expectedVersion: now }, byName(by))).errors
      }
    }
  }

  const refused = [{ code: 'FORBIDDEN', message: expect.stringContaining('your own') }]

  test('not whom it would relieve on the same side; the worker themselves does', async () => {
    const { accept } = await withWorkers(['PRISON', 'first'], ['PRISON', 'second'])

    expect(await accept('PRISON', 'second', 'first')).toMatchObject(refused)
    expect(await accept('PRISON', 'second', 'second')).toEqual([])
  })

  test('not the prison worker for the community, after the release or before it; a colleague of both does', async () => {
    const [inside, outside] = [await withWorkers(['PRISON', 'in'], ['COMMUNITY', 'out']), await withWorkers(['PRISON', 'in'], ['COMMUNITY', 'out'])]
    await outside.release()

    for (const { accept } of [inside, outside]) {
      expect(await accept('COMMUNITY', 'out', 'in')).toMatchObject(refused)
      expect(await accept('COMMUNITY', 'out', 'colleague')).toEqual([])
    }
  })

  test('the community worker for the prison side, whom that relieves of nothing', async () => {
    const { accept } = await withWorkers(['PRISON', 'in'], ['COMMUNITY', 'out'])

    expect(await accept('PRISON', 'in', 'out')).toEqual([])
  })

  test('a worker who stands on both sides for themselves', async () => {
    const { accept, release } = await withWorkers(['PRISON', 'both'], ['COMMUNITY', 'both'])
    await release()

    expect(await accept('COMMUNITY', 'both', 'both')).toEqual([])
  })
})
