import { randomUUID } from 'node:crypto'
import type { RoomContext } from '@throughcare/kit/context'
import type { Service } from '@throughcare/kit/principal'
import type { RoomDefinition } from '@throughcare/kit/room'
import { outsidersOf, type EpisodeRoom, type StartedEpisode } from './episodes.ts'
import { feedEvent, openFedRoom, type FedRoom } from './fed-room.ts'
import { navigator, practitioner } from './personas.ts'

/** How a service's room is asked about needs and what followed from them. */
export type NeedsOfService = {
  service: Service
  open(): Promise<EpisodeRoom>
  /** An episode in which needs can be written down, and one in which that of housing was. */
  start(room: EpisodeRoom): Promise<StartedEpisode>
  startWithNeed(room: EpisodeRoom): Promise<StartedEpisode & { needId: string }>
  /** The mutation that writes needs down, and one of them as its input has it. */
  find: string
  need(needCode: string, status?: string): object
  explain: string
  serve: string
  list: string
}

/** Writes down that an onward referral was sent in an episode, as the referrals room would tell; returns its id. */
export function tellReferralIn(service: Service) {
  const table = `${service.toLowerCase()}.onward_referral`
  return async (room: Pick<EpisodeRoom, 'rows'>, { id, recordId }: Omit<StartedEpisode, 'version'>, needCode: string, hasFailed = false): Promise<string> => {
    const referralId = randomUUID()
    await room.rows(
      `insert into ${table} (id, record_id, episode_id, organisation, service, retention_class, recorded_by, need_code, sent_at, failed_at)
       values ($1, $2, $3, (select organisation from ${service.toLowerCase()}.episode where id = $3), $4, 'adult-mental-health', 'test', $5, now(), case when $6::boolean then now() end)`,
      ...[referralId, recordId, id, service, needCode, hasFailed]
    )
    return referralId
  }
}

type Listed = { id: string; episode: { needs: { id: string; isUnmet: boolean }[] } }

/** Tests that the list of unmet needs holds those that the rule finds unmet, in pages, and for the team alone. */
export function listsUnmetNeeds({ service, open, start, startWithNeed, find, need, explain, serve, list }: NeedsOfService): void {
  const tell = tellReferralIn(service)
  const query = `query ($first: Int, $after: String) { ${list}(first: $first, after: $after) {
    edges { node { id isUnmet need { code } onwardReferrals { id } episode { id needs { id isUnmet } } } } pageInfo { hasNextPage endCursor } } }`
  let room: EpisodeRoom
  beforeAll(async () => void (room = await open()))
  afterAll(() => room.close())

  const ask = async (variables: object = {}, principal = service === 'RECONNECT' ? navigator : practitioner) => room.ask(principal, query, { ...variables })
  const listed = async (): Promise<Listed[]> => (await ask({ first: 100 })).data?.[list].edges.map(({ node }: { node: Listed }) => node)

  test('unmet needs are those that the rule finds unmet, whatever followed from the others', async () => {
    const statuses = ['IDENTIFIED', 'ALREADY_SUPPORTED', 'REFERRED', 'MET', 'DECLINED']
    for (const failed of [null, true, false]) {
      const { id: episodeId, version, recordId } = await start(room)
      const needs = [...statuses.map((status, place) => need(`need-${place}`, status)), need('explained')]
      const { data } = await room.act(find, { episodeId, needs, expectedVersion: version })
      if (failed !== null) await tell(room, { id: episodeId, recordId }, 'need-0', failed)
      const { id } = data?.[find].needs.find((found: { need: { code: string } }) => found.need.code === 'explained')
      if (failed) await room.act(explain, { episodeId, needId: id, reason: 'OTHER', expectedVersion: version + 1 })
    }
    // One served by a referral that was made for another need, one whose own referral serves another.
    const [served, robbed] = [await startWithNeed(room), await startWithNeed(room)]
    const serving = async ({ version, ...episode }: StartedEpisode, needId: string, made: string) => {
      const onwardReferralId = await tell(room, episode, made)
      await room.act(serve, { episodeId: episode.id, needId, onwardReferralId, expectedVersion: version })
    }
    await serving(served, served.needId, 'debt-benefits')
    const { data } = await room.act(find, { episodeId: robbed.id, needs: [need('other')], expectedVersion: robbed.version })
    const other = data?.[find].needs.find((found: { need: { code: string } }) => found.need.code === 'other').id
    await serving({ ...robbed, version: robbed.version + 1 }, other, 'housing')

    const nodes = await listed()
    const [{ count } = { count: 0 }] = await room.rows<{ count: number }>(`select count(*)::int as count from ${service.toLowerCase()}.need`)

    expect(nodes.map(({ id }) => id).toSorted()).toEqual(
      [...new Set(nodes.flatMap(({ episode }) => episode.needs.flatMap(({ id, isUnmet }) => (isUnmet ? [id] : []))))].toSorted()
    )
    expect(nodes.map(({ id }) => id)).toContain(robbed.needId)
    expect([nodes.length, count]).toEqual([5, 21])
  })

  test('they come in pages, whose statements do not grow with them', async () => {
    const whole = (await listed()).map(({ id }) => id)
    room.statements()
    const first = (await ask({ first: 1 })).data?.[list]
    const ofOne = room.statements().length
    const rest = (await ask({ first: 4, after: first.pageInfo.endCursor })).data?.[list]

    expect(room.statements()).toHaveLength(ofOne)
    expect([...first.edges, ...rest.edges].map(({ node }: { node: { id: string } }) => node.id)).toEqual(whole)
  })

  test.each(outsidersOf(service))('%s is told of none', async (_, principal, code) => {
    const { data, errors } = await ask({}, principal)

    if (code === 'NOT_FOUND') expect(data?.[list].edges).toEqual([])
    else expect(errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })
}

/** Tests that staff say which need a referral serves. */
export function servesNeeds({ service, open, startWithNeed, find, need, serve }: NeedsOfService, { event, payload }: { event: string; payload: object }): void {
  const tell = tellReferralIn(service)
  let room: EpisodeRoom
  beforeAll(async () => void (room = await open()))
  afterAll(() => room.close())

  const say = ({ id, version }: StartedEpisode, needId: string, onwardReferralId: string) =>
    room.act(serve, { episodeId: id, needId, onwardReferralId, expectedVersion: version })

  test('says which need an onward referral serves, though it was made for another', async () => {
    const episode = await startWithNeed(room)
    const referralId = await tell(room, episode, 'debt-benefits')

    const { data, errors } = await say(episode, episode.needId, referralId)

    expect(errors).toEqual([])
    expect(data?.[serve]).toMatchObject({ version: episode.version + 1, needs: [{ isUnmet: false, onwardReferrals: [{ id: referralId }] }] })
    const told = (await room.events(episode.id)).at(-1)
    expect(told?.type).toBe(event)
    expect(told?.payload).toEqual({ episodeId: episode.id, ...payload, needId: episode.needId, onwardReferralId: referralId })
  })

  test('finds no referral and no need of another episode, and changes neither', async () => {
    const [one, other] = [await startWithNeed(room), await startWithNeed(room)]
    const referralId = await tell(room, other, 'housing')

    expect((await say(one, one.needId, referralId)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await say(other, one.needId, referralId)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect(await room.rows(`select need_id, version from ${service.toLowerCase()}.onward_referral where id = $1`, referralId)).toEqual([
      { need_id: null, version: 1 }
    ])
  })

  test('finds no need that was taken back, so that the same one found anew keeps its referral', async () => {
    const { id: episodeId, version, needId, recordId } = await startWithNeed(room)
    const referralId = await tell(room, { id: episodeId, recordId }, 'housing')
    const correct = service === 'RECONNECT' ? 'correctReconnectEpisode' : 'correctLiaisonDiversionEpisode'
    const inError = { reason: 'Of somebody else.', needs: [{ id: needId, isRecordedInError: true }] }
    await room.act(correct, { episodeId, ...inError, expectedVersion: version })
    const { data } = await room.act(find, { episodeId, needs: [need('housing')], expectedVersion: version + 1 })

    const { errors } = await room.act(serve, { episodeId, needId, onwardReferralId: referralId, expectedVersion: version + 2 })

    expect(data?.[find].needs).toMatchObject([{ isUnmet: false, onwardReferrals: [{ id: referralId }] }])
    expect(errors).toMatchObject([{ code: 'NOT_FOUND', message: expect.stringContaining('taken back') }])
    expect(await room.rows(`select need_id from ${service.toLowerCase()}.onward_referral where id = $1`, referralId)).toEqual([{ need_id: null }])
  })

  test('is refused from an old reading, and says once what is asked twice with one key', async () => {
    const episode = await startWithNeed(room)
    const input = { episodeId: episode.id, needId: episode.needId, onwardReferralId: await tell(room, episode, 'debt-benefits'), idempotencyKey: randomUUID() }

    expect((await room.act(serve, { ...input, idempotencyKey: randomUUID(), expectedVersion: episode.version - 1 })).errors).toMatchObject([
      { code: 'CONFLICT' }
    ])
    const twice = [await room.act(serve, { ...input, expectedVersion: episode.version }), await room.act(serve, { ...input, expectedVersion: episode.version })]
    expect(twice.map(({ data }) => data?.[serve].version)).toEqual([episode.version + 1, episode.version + 1])
  })
}

type Followed<Context extends RoomContext> = {
  room: RoomDefinition<Context>
  service: Service
  /** What an episode's row has to say besides whose it is. */
  episode: Record<string, string>
}

/** Tests what a service's room keeps of what `referrals` tells. */
export function keepsOnwardReferrals<Context extends RoomContext>({ room: definition, service, episode }: Followed<Context>): void {
  const schema = service.toLowerCase()
  let room: FedRoom
  beforeAll(async () => void (room = await openFedRoom(definition, { clock: { now: () => new Date('2026-06-01T09:00:00Z') } })))
  afterAll(() => room.close())

  const recordId = randomUUID()
  async function openEpisode(): Promise<string> {
    const episodeId = randomUUID()
    const columns = { organisation: 'RW5', service, retention_class: 'child', recorded_by: 'x', ...episode }
    const values = Object.values(columns).map((value) => `'${value}'`)
    await room.rows(`insert into ${schema}.episode (id, record_id, ${Object.keys(columns).join()}) values ($1, $2, ${values.join()})`, episodeId, recordId)
    return episodeId
  }
  const told = (type: string, payload: object, at = '2026-06-02T09:00:00.000Z') =>
    feedEvent({ type: `referrals.${type}`, recordId, occurredAt: at, payload: { madeBy: service, ...payload } })
  const tell = (...event: Parameters<typeof told>) => room.publish('referrals', told(...event))
  const standing = (referralId: string) =>
    room.rows<{ need_code: string; failed_at: Date | null }>(
      `select need_code, need_id, sent_at, failed_at, organisation, retention_class from ${schema}.onward_referral where id = $1`,
      referralId
    )

  test('that a referral was sent in an episode stands as a row of the team whose episode it is; told again it stays', async () => {
    const [referralId, episodeId] = [randomUUID(), await openEpisode()]
    await tell('referral-sent', { referralId, episodeId, needCode: 'housing' })
    await tell('referral-sent', { referralId, episodeId, needCode: 'alcohol' })

    const whose = { organisation: 'RW5', retention_class: 'child' }
    expect(await standing(referralId)).toEqual([{ need_code: 'housing', need_id: null, sent_at: new Date('2026-06-02T09:00:00Z'), failed_at: null, ...whose }])
  })

  test.each(['referral-declined', 'referral-withdrawn', 'referral-redirected'])('%s: it failed', async (type) => {
    const [referralId, episodeId] = [randomUUID(), await openEpisode()]
    await tell('referral-sent', { referralId, episodeId, needCode: 'housing' })
    await tell(type, { referralId, episodeId }, '2026-06-05T09:00:00.000Z')

    expect(await standing(referralId)).toMatchObject([{ failed_at: new Date('2026-06-05T09:00:00Z') }])
  })

  test('one that ended and was taken back then, as made by mistake, failed', async () => {
    const [referralId, episodeId] = [randomUUID(), await openEpisode()]
    await tell('referral-sent', { referralId, episodeId, needCode: 'housing' })
    await tell('referral-accepted', { referralId, episodeId }, '2026-06-03T09:00:00.000Z')
    await tell('referral-ended', { referralId, episodeId, outcome: 'ACHIEVED' }, '2026-06-04T09:00:00.000Z')
    await tell('referral-withdrawn', { referralId, episodeId, reason: 'MISTAKEN_OR_DUPLICATE' }, '2026-06-05T09:00:00.000Z')

    expect(await standing(referralId)).toMatchObject([{ failed_at: new Date('2026-06-05T09:00:00Z') }])
  })

  test.each(['referral-received', 'referral-accepted'])('%s: the service was heard of, and it failed not', async (type) => {
    const [referralId, episodeId] = [randomUUID(), await openEpisode()]
    await tell('referral-sent', { referralId, episodeId, needCode: 'housing' })
    await tell(type, { referralId, episodeId }, '2026-06-05T09:00:00.000Z')

    expect(await standing(referralId)).toMatchObject([{ failed_at: null }])
    expect(await room.rows(`select heard_at from ${schema}.onward_referral where id = $1`, referralId)).toEqual([
      { heard_at: new Date('2026-06-05T09:00:00Z') }
    ])
  })

  test('many that failed at once are noted in as many statements as one, the last word on each holding', async () => {
    const [one, other, episodeId] = [randomUUID(), randomUUID(), await openEpisode()]
    await tell('referral-sent', { referralId: one, episodeId, needCode: 'housing' })
    await tell('referral-sent', { referralId: other, episodeId, needCode: 'alcohol' })

    const [fifth, sixth, seventh] = ['2026-06-05T09:00:00.000Z', '2026-06-06T09:00:00.000Z', '2026-06-07T09:00:00.000Z']
    await room.publish(
      'referrals',
      told('referral-declined', { referralId: one, episodeId }, fifth),
      told('referral-withdrawn', { referralId: other, episodeId }, sixth),
      told('referral-redirected', { referralId: one, episodeId }, seventh)
    )

    expect([...(await standing(one)), ...(await standing(other))].map(({ failed_at }) => failed_at?.toISOString())).toEqual([seventh, sixth])
  })

  test('of the sister service, or in no episode of this room, nothing is kept', async () => {
    const [theirs, lost] = [randomUUID(), randomUUID()]
    const sister = service === 'RECONNECT' ? 'LIAISON_DIVERSION' : 'RECONNECT'
    await tell('referral-sent', { referralId: theirs, episodeId: await openEpisode(), needCode: 'housing', madeBy: sister })
    await tell('referral-sent', { referralId: lost, episodeId: randomUUID(), needCode: 'housing' })

    expect([...(await standing(theirs)), ...(await standing(lost))]).toEqual([])
  })

  test('of somebody else than the episode is of, nothing is kept: it serves no need in it, and hands nobody over', async () => {
    const [referralId, episodeId] = [randomUUID(), await openEpisode()]
    await room.publish('referrals', { ...told('referral-sent', { referralId, episodeId, needCode: 'housing' }), recordId: randomUUID() })

    expect(await standing(referralId)).toEqual([])
  })
}
