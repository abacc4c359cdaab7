import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted, startReleased } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const back = (episodeId: string, expectedVersion: number, returnedOn: string) =>
  reconnect.act('recordReturnToCustody', { episodeId, expectedVersion, returnedOn })

describe('recordReturnToCustody', () => {
  test('records the day; the episode stays open, and the next release is a new referral', async () => {
    const { id, version, recordId } = await startReleased(reconnect, '2026-05-20')

    const { data, errors } = await back(id, version, '2026-05-20')

    expect(errors).toEqual([])
    expect(data?.recordReturnToCustody).toMatchObject({ returnedToCustodyOn: '2026-05-20', phase: 'POST_RELEASE', closedAt: null })
    expect((await reconnect.events(id)).at(-1)).toMatchObject({ type: 'reconnect.returned-to-custody', payload: { returnedOn: '2026-05-20' } })
    expect((await reconnect.start({}, { recordId })).id).not.toBe(id)
  })

  test.each(['2026-05-19', '2026-06-02'])('is refused for %s: before the release, or to come', async (returnedOn) => {
    const { id, version } = await startReleased(reconnect, '2026-05-20')

    expect((await back(id, version, returnedOn)).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })

  test('is refused where no release is recorded', async () => {
    const { id, version } = await startAccepted(reconnect)

    expect((await back(id, version, '2026-05-30')).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('Record the release') }])
  })
})
