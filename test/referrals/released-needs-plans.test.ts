import type { EpisodeRoom } from '../support/episodes.ts'
import { needsOfLiaisonDiversion } from '../support/liaison-diversion.ts'
import { fillEpisodes } from '../support/many-episodes.ts'
import { fillReconnect } from '../support/many-reconnect-episodes.ts'
import { navigator, practitioner } from '../support/personas.ts'
import { planOf } from '../support/plans.ts'
import { needsOfReconnect } from '../support/reconnect.ts'

const episodes = 5_000

const services = [
  {
    needs: needsOfLiaisonDiversion,
    correct: 'correctLiaisonDiversionEpisode',
    principal: practitioner,
    fill: (room: EpisodeRoom) => fillEpisodes(room.rows, episodes)
  },
  { needs: needsOfReconnect, correct: 'correctReconnectEpisode', principal: navigator, fill: (room: EpisodeRoom) => fillReconnect(room, episodes) }
]

describe.each(services)('a need that is taken back in $needs.service', ({ needs: { service, open, startWithNeed }, correct, principal, fill }) => {
  const schema = service.toLowerCase()
  let room: EpisodeRoom
  beforeAll(async () => {
    room = await open()
    await fill(room)
  })
  afterAll(() => room.close())

  test('releases its referrals by way of its episode, and the others are not read', async () => {
    const { id: episodeId, version, needId } = await startWithNeed(room)
    await room.rows(
      `insert into ${schema}.onward_referral (id, record_id, episode_id, organisation, service, retention_class, recorded_by, need_code, sent_at)
       select gen_random_uuid(), record_id, id, organisation, service, retention_class, 'test', 'housing', now() from ${schema}.episode`
    )
    await room.rows(`analyze ${schema}.onward_referral`)
    const inError = { reason: 'Of somebody else.', needs: [{ id: needId, isRecordedInError: true }] }
    room.statements()
    const { errors } = await room.act(correct, { episodeId, ...inError, expectedVersion: version })
    const statement = room.statements().find((sent) => sent.startsWith('update') && sent.includes('"onward_referral"')) ?? ''

    const plan = await planOf({ url: room.url, schema }, principal, { statement, values: [needId, `{${episodeId}}`, `{${needId}}`] })

    expect(errors).toEqual([])
    expect(plan.scans).toEqual([])
    expect(plan.indexes).toContain('onward_referral_of_episode')
  })
})
