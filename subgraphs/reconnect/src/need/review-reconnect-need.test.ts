import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startReleased } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const health = { needCode: 'mental-health', pathway: 'HEALTH' }
const drugs = { needCode: 'substance-use', pathway: 'DRUGS_AND_ALCOHOL' }
const housing = { needCode: 'housing', pathway: 'ACCOMMODATION' }

async function assessed(...needs: object[]) {
  const { id, version } = await startReleased(reconnect, '2026-05-30', { referredAt: '2026-05-01T09:00:00Z' })
  const { data } = await reconnect.act('assessReconnectNeeds', { episodeId: id, expectedVersion: version, needs })
  const codes: { id: string; need: { code: string } }[] = data?.assessReconnectNeeds.needs
  return { id, version: version + 1, needIds: Object.fromEntries(codes.map((need) => [need.need.code, need.id])) }
}

const review = (episodeId: string, expectedVersion: number, changes: object) => reconnect.act('reviewReconnectNeed', { episodeId, expectedVersion, ...changes })

const corrections = async (room: EpisodeRoom, id: string) =>
  (
    await room.rows<{ corrections: object[] }>(
      'select corrections from reconnect.episode_change where episode_id = $1 order by episode_version desc limit 1',
      id
    )
  )[0]?.corrections

describe('reviewReconnectNeed', () => {
  test('when the last health need is settled, support has reached its end; other needs do not count', async () => {
    const { id, version, needIds } = await assessed(health, drugs, housing)

    const first = await review(id, version, { needId: needIds['mental-health'], status: 'MET' })
    expect(first.data?.reviewReconnectNeed.supportEndsOn).toBe('2026-11-30')
    const second = await review(id, version + 1, { needId: needIds['substance-use'], status: 'DECLINED' })

    expect(second.errors).toEqual([])
    expect(second.data?.reviewReconnectNeed.supportEndsOn).toBe('2026-06-01')
  })

  test('a health need that comes back opens support again', async () => {
    const { id, version, needIds } = await assessed(health)
    await review(id, version, { needId: needIds['mental-health'], status: 'MET' })

    const { data } = await review(id, version + 1, { needId: needIds['mental-health'], status: 'IDENTIFIED' })

    expect(data?.reviewReconnectNeed.supportEndsOn).toBe('2026-11-30')
  })

  test('where the need stood before stays in the history', async () => {
    const { id, version, needIds } = await assessed(health)
    await review(id, version, { needId: needIds['mental-health'], status: 'MET' })

    expect(await corrections(reconnect, id)).toContainEqual({
      field: 'needs.status',
      partId: needIds['mental-health'],
      oldValue: 'IDENTIFIED',
      newValue: 'MET'
    })
  })

  test('leaves its event, by the id of the need alone', async () => {
    const { id, version, needIds } = await assessed(health)
    await review(id, version, { needId: needIds['mental-health'], status: 'REFERRED' })

    expect((await reconnect.events(id)).at(-1)).toMatchObject({
      type: 'reconnect.need-reviewed',
      payload: { episodeId: id, facilityId: 'PNI', needId: needIds['mental-health'] }
    })
  })

  test('refuses a need of another episode, and a time before what is recorded or to come', async () => {
    const one = await assessed(health)
    const other = await assessed(health)

    const needId = one.needIds['mental-health']
    expect((await review(other.id, other.version, { needId, status: 'MET' })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    for (const statusAt of ['2026-06-01T08:59:59Z', '2026-06-01T09:00:01Z'])
      expect((await review(one.id, one.version, { needId, status: 'MET', statusAt })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })
})
