import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const assess = (episodeId: string, expectedVersion: number, needs: object[], changes: object = {}) =>
  reconnect.act('assessReconnectNeeds', { episodeId, expectedVersion, needs, ...changes })
const housing = { needCode: 'housing', pathway: 'ACCOMMODATION' }
const health = { needCode: 'mental-health', pathway: 'HEALTH', status: 'ALREADY_SUPPORTED' }

describe('assessReconnectNeeds', () => {
  test('records the needs found, health needs apart from others, and which of them are unmet', async () => {
    const { id, version } = await startAccepted(reconnect)

    const { data, errors } = await assess(id, version, [housing, health])

    expect(errors).toEqual([])
    expect(data?.assessReconnectNeeds).toMatchObject({
      version: version + 1,
      assessedAt: '2026-06-01T09:00:00.000Z',
      needs: [
        { need: { code: 'housing' }, status: 'IDENTIFIED', isHealthNeed: false, isUnmet: true },
        { need: { code: 'mental-health' }, status: 'ALREADY_SUPPORTED', isHealthNeed: true, isUnmet: false }
      ]
    })
    expect((await reconnect.events(id)).at(-1)).toMatchObject({
      type: 'reconnect.needs-assessed',
      subject_version: version + 1,
      payload: { episodeId: id, facilityId: 'PNI' }
    })
  })

  test('a later assessment adds needs, and the first keeps its time', async () => {
    const { id, version } = await startAccepted(reconnect, { referredAt: '2026-05-30T09:00:00Z' })
    await assess(id, version, [housing])
    reconnect.at('2026-06-02T09:00:00Z')
    const { data } = await assess(id, version + 1, [health])
    reconnect.at('2026-06-01T09:00:00Z')

    expect(data?.assessReconnectNeeds.needs).toHaveLength(2)
    expect(data?.assessReconnectNeeds.assessedAt).toBe('2026-06-01T09:00:00.000Z')
  })

  test.each([
    ['a need that stands already', [housing], 'already'],
    ['a need named twice', [health, health], 'twice']
  ])('refuses %s', async (_, needs, message) => {
    const { id, version } = await startAccepted(reconnect)
    await assess(id, version, [housing])

    expect((await assess(id, version + 1, needs)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining(message) }])
  })

  test('is refused before the acceptance, and lies neither before it nor in the future', async () => {
    const { id } = await reconnect.start()
    const accepted = await startAccepted(reconnect)

    expect((await assess(id, 1, [housing])).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('Accept') }])
    for (const assessedAt of ['2026-06-01T08:59:59Z', '2026-06-01T09:00:01Z'])
      expect((await assess(accepted.id, accepted.version, [housing], { assessedAt })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })
})
