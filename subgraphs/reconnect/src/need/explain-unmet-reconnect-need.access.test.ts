import { outsidersOf, type EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startWithNeed } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
let input: { episodeId: string; expectedVersion: number } & Record<string, unknown>
beforeAll(async () => {
  reconnect = await openReconnect()
  const { id, needId, version } = await startWithNeed(reconnect, { consent: true })
  input = { episodeId: id, needId, reason: 'NO_SERVICE', expectedVersion: version }
})
afterAll(() => reconnect.close())

describe('who may record why a need is unmet', () => {
  test.each(outsidersOf('RECONNECT'))('%s may not, and nothing changes', async (_, principal, code) => {
    expect((await reconnect.act('explainUnmetReconnectNeed', input, principal)).errors).toMatchObject([{ code }])
    expect(await reconnect.rows('select version from reconnect.episode where id = $1', input.episodeId)).toEqual([{ version: input.expectedVersion }])
  })

  test('the team itself may', async () => expect((await reconnect.act('explainUnmetReconnectNeed', input)).errors).toEqual([]))
})
