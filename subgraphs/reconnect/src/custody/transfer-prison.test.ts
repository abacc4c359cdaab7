import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { navigator } from '@throughcare/test/support/personas'
import { openReconnect, startAccepted, startReleased, tellFacility } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const transfer = (episodeId: string, expectedVersion: number, facilityId: string, transferredOn?: string) =>
  reconnect.act('transferPrison', { episodeId, expectedVersion, facilityId, ...(transferredOn ? { transferredOn } : {}) })

describe('transferPrison', () => {
  test('refuses a move to a place that is no prison, or was shut on that day', async () => {
    const { id: episodeId, version: expectedVersion } = await startAccepted(reconnect, { referredAt: '2026-05-20T09:00:00Z' })
    await tellFacility(reconnect, 'PRESMC', 'MAGISTRATES_COURT')
    await tellFacility(reconnect, 'HVI', 'PRISON', '2026-05-28')
    const to = async (facilityId: string, transferredOn: string) =>
      (await reconnect.act('transferPrison', { episodeId, expectedVersion, facilityId, transferredOn })).errors

    expect(await to('PRESMC', '2026-05-27')).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('no prison') }])
    expect(await to('HVI', '2026-05-28')).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('That prison closed on 28 May 2026') }])
    expect(await to('HVI', '2026-05-27')).toEqual([])
  })

  test('moves the episode to the other prison; its workers stay', async () => {
    const { id, version } = await startAccepted(reconnect, { plannedReleaseDate: '2026-06-10' })
    await reconnect.act('allocateWorker', { episodeId: id, expectedVersion: version, side: 'PRISON', workerId: 'inside' })

    const { data, errors } = await transfer(id, version + 1, 'KMI')

    expect(errors).toEqual([])
    expect(data?.transferPrison).toMatchObject({
      facility: { id: 'KMI' },
      plannedReleaseDate: '2026-06-10',
      allocations: [{ workerId: 'inside', endedAt: null }]
    })
    expect((await reconnect.events(id)).at(-1)).toMatchObject({ type: 'reconnect.prison-transferred', payload: { episodeId: id, facilityId: 'KMI' } })
  })

  test('keeps from where, to where, on which day and who wrote it down, and tells the day on which it was', async () => {
    const { id, version } = await startAccepted(reconnect, { referredAt: '2026-05-20T09:00:00Z' })

    await transfer(id, version, 'KMI', '2026-05-30')
    const { data } = await transfer(id, version + 1, 'LGI', '2026-05-30')

    const by = { transferredOn: '2026-05-30', recordedBy: navigator.subject }
    expect(data?.transferPrison).toMatchObject({
      ...{ facility: { id: 'LGI' }, facilityId: 'LGI' },
      prisonTransfers: [
        { from: { id: 'PNI' }, fromId: 'PNI', to: { id: 'KMI' }, toId: 'KMI', ...by },
        { from: { id: 'KMI' }, fromId: 'KMI', to: { id: 'LGI' }, toId: 'LGI', ...by }
      ]
    })
    expect((await reconnect.events(id)).at(-1)).toMatchObject({ occurred_at: new Date('2026-05-30T12:00:00Z'), payload: { facilityId: 'LGI' } })
  })

  test.each([
    ['a day to come', '2026-06-02', 'in the future'],
    ['a day before the referral', '2026-05-19', 'before the referral'],
    ['a day before an earlier move', '2026-05-29', 'A later move']
  ])('refuses %s', async (_, transferredOn, reason) => {
    const { id, version } = await startAccepted(reconnect, { referredAt: '2026-05-20T09:00:00Z' })
    await transfer(id, version, 'KMI', '2026-05-30')

    const { errors } = await transfer(id, version + 1, 'LGI', transferredOn)

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining(reason) }])
  })

  test('refuses the same prison, and a move after the release', async () => {
    const { id, version } = await startAccepted(reconnect)
    const released = await startReleased(reconnect, '2026-06-01')

    expect((await transfer(id, version, 'PNI')).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await transfer(released.id, released.version, 'KMI')).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })
})
