import { recordIdOf, sourceIdOf } from '@throughcare/kit/ids'
import { openTestImport, personRow, toCsv, type TestImport } from '@throughcare/test/support/imports'

const clock = { now: () => new Date('2026-06-30T12:00:00Z') }
const taking = { service: 'LIAISON_DIVERSION' as const, clock }

const whole = {
  referral_key: 'F1',
  source_system: 'custody-test',
  source_key: 'known',
  episode_key: 'E1',
  service: 'b5c1f0a2-0000-4000-8000-000000000001',
  provider_organisation: 'DEMO-PROVIDER',
  need: 'alcohol',
  consent: 'GIVEN',
  sent_at: '2026-05-01T10:00:00Z',
  received_at: '2026-05-02T09:00:00Z',
  accepted_at: '2026-05-03T09:00:00Z',
  offered_at: '2026-05-03T10:00:00Z',
  first_appointment_at: '2026-05-10T10:00:00Z',
  attendance: 'ATTENDED',
  support_started_at: '2026-05-10T11:00:00Z',
  ended_at: '2026-06-20T16:00:00Z',
  outcome: 'ACHIEVED'
}

const sent: Record<string, string> = Object.fromEntries(Object.entries(whole).slice(0, 9))

let files: TestImport
beforeAll(async () => {
  files = await openTestImport()
  await files.take('people', toCsv([personRow({ source_key: 'known' })]), taking)
})
afterAll(() => files.close())

const take = (...rows: Record<string, string>[]) => files.take('referrals', toCsv(rows), taking)
/** The service tells that an episode was recorded in error, which this room hears before it takes the next file in. */
const tellTakenBack = (episodeId: string) =>
  files.rows(
    `insert into liaison_diversion.outbox (record_id, subject_id, organisation, actor, actor_role, request_id, size, events)
     values ($1, $2, 'RW5', 'a-manager', 'ld-manager', 'test', 1, $3::text::json)`,
    recordIdOf('custody-test', 'known'),
    episodeId,
    JSON.stringify([['liaison-diversion.step-withdrawn', 1, 3, '2026-05-03T09:00:00Z', { episodeId, facilityId: 'LAN3', step: 'referral-received' }]])
  )
const idOf = (key: string) => sourceIdOf('onward-referral', 'custody-test', key)
const eventsOf = (key: string) =>
  files.rows<{ type: string; occurred_at: Date }>(
    'select type, occurred_at from referrals.outbox_event where subject_id = $1 order by subject_version',
    idOf(key)
  )

describe('the import of onward referrals', () => {
  test('refuses what is new in an episode that was recorded in error here, but for what the source took back', async () => {
    const episode_key = 'in-error'
    await take({ ...sent, referral_key: 'stood', episode_key })
    await tellTakenBack(sourceIdOf('liaison-diversion-episode', 'custody-test', episode_key))

    const takenBack = { withdrawn_at: '2026-05-03T09:00:00Z', withdrawal_reason: 'MISTAKEN_OR_DUPLICATE' }
    const { report, rejected } = await take(
      { ...sent, referral_key: 'stood', episode_key },
      { ...sent, referral_key: 'goes-on', episode_key },
      { ...sent, referral_key: 'taken-back', episode_key, ...takenBack }
    )

    expect(report).toMatchObject({ added: 1, rejected: 1 })
    expect(rejected).toMatch(/3,.*recorded in error/)
  })

  test('refuses a sending from before there were such services, in its column', async () => {
    const { rejected } = await take({ ...sent, referral_key: 'of-1900', sent_at: '1900-01-01T00:00:00Z' })

    expect(rejected).toMatch(/2,sent_at,.*before the year 2000/)
  })

  test('refuses what is new in an episode of somebody else, in the column that names it', async () => {
    const episode_key = 'of-somebody-else'
    await files.rows(
      `insert into referrals.known_episode (id, record_id, organisation, service, is_in_error, version) values ($1, gen_random_uuid(), 'RW5', 'LIAISON_DIVERSION', false, 1)`,
      sourceIdOf('liaison-diversion-episode', 'custody-test', episode_key)
    )

    const { report, rejected } = await take(
      { ...sent, referral_key: 'strayed', episode_key },
      { ...sent, referral_key: 'not-strayed', episode_key: 'not-told' }
    )

    expect(report).toMatchObject({ added: 1, rejected: 1 })
    expect(rejected).toMatch(/2,episode_key,.*no such episode of this identity record/)
  })

  test('refuses what was sent before its episode began, in the column that says when', async () => {
    const episodeId = sourceIdOf('liaison-diversion-episode', 'custody-test', 'begun')
    const sentAt = new Date('2026-05-01T10:00:00Z')
    const began = (at: Date) =>
      files.rows(
        `insert into referrals.known_episode (id, is_in_error, version, began_at) values ($1, false, 1, $2) on conflict (id) do update set began_at = excluded.began_at`,
        episodeId,
        at.toISOString()
      )
    const row = { ...sent, referral_key: 'early', episode_key: 'begun', sent_at: sentAt.toISOString() }

    await began(new Date(sentAt.getTime() + 1))
    expect((await take(row)).rejected).toMatch(/2,sent_at,.*before the person was referred to your service/)
    await began(sentAt)
    expect((await take(row)).report).toMatchObject({ added: 1, rejected: 0 })
  })

  describe('for a need that is not in the need taxonomy', () => {
    const tell = (code: string) => files.rows('insert into referrals.known_need values ($1)', code)
    afterEach(() => files.rows('delete from referrals.known_need'))

    test('is refused in its column, once directory has told of that, and the others are taken', async () => {
      await tell('alcohol')

      const { report, rejected } = await take({ ...sent, referral_key: 'castles', need: 'castles' }, { ...sent, referral_key: 'of the taxonomy' })

      expect(report).toMatchObject({ added: 1, rejected: 1 })
      expect(rejected).toBe('line,column,reason\n2,need,"There is no such need in the need taxonomy. Choose it by its code, such as housing."\n')
      expect(await eventsOf('castles')).toEqual([])
    })

    test('is listed once, whatever else is wrong with its row', async () => {
      await tell('alcohol')
      const episodeId = sourceIdOf('liaison-diversion-episode', 'custody-test', 'twice wrong')
      await files.rows('insert into referrals.known_episode (id, is_in_error, version) values ($1, true, 3)', episodeId)

      const { report } = await take({ ...sent, referral_key: 'twice wrong', episode_key: 'twice wrong', need: 'castles' })

      expect(report).toMatchObject({ read: 1, added: 0, unchanged: 0, rejected: 1 })
    })

    test('is taken as long as the taxonomy was not told, and stands as given afterwards', async () => {
      const row = { ...sent, referral_key: 'untold need', need: 'castles' }
      const { report } = await take(row)
      await tell('alcohol')

      expect(report).toMatchObject({ added: 1, rejected: 0 })
      expect((await take(row)).report).toMatchObject({ added: 0, unchanged: 1, rejected: 0 })
    })
  })

  test('keeps what the service was told of the person, where the row says it, and refuses what may not be told', async () => {
    const told = { name_to_use: 'Alex', birth_date: '1990-02-28', phone: '07700 900123', interpreter_needed: 'N' }
    const { report, rejected } = await take(
      { ...sent, referral_key: 'told', ...told },
      { ...sent, referral_key: 'nameless', phone: '07700 900123' },
      { ...sent, referral_key: 'placed', ...told, risks: 'Stays at PR1 2AB' }
    )

    expect(report).toMatchObject({ added: 1, rejected: 2 })
    expect(rejected).toMatch(/3,name_to_use,.*is empty[^]*4,risks,.*where the person lives/)
    const [facts, all] = [
      await files.rows('select * from referrals.referral_facts where referral_id = $1', idOf('told')),
      await files.rows('select referral_id from referrals.referral_facts')
    ]
    expect(facts).toMatchObject([{ name_to_use: 'Alex', birth_date: expect.anything(), phone: '07700 900123', is_interpreter_needed: false, risks: null }])
    expect(all).toHaveLength(1)
  })

  describe('tells of a person with a referral that stands', () => {
    const told = { name_to_use: 'Alex', birth_date: '1990-02-28', interpreter_needed: 'N', risks: 'An invented risk' }
    const factsOf = (key: string) => files.rows<{ name_to_use: string }>('select name_to_use from referrals.referral_facts where referral_id = $1', idOf(key))

    test('what was not told yet, once, as the next version', async () => {
      await take({ ...sent, referral_key: 'untold' })
      const row = { ...sent, referral_key: 'untold', ...told }
      const [{ report }, again] = [await take(row), await take(row)]

      expect(report).toMatchObject({ added: 0, changed: 1, unchanged: 0, rejected: 0 })
      expect(again.report).toMatchObject({ added: 0, changed: 0, unchanged: 1, rejected: 0 })
      expect(await factsOf('untold')).toEqual([{ name_to_use: 'Alex' }])
      expect(await files.rows('select version from referrals.onward_referral where id = $1', idOf('untold'))).toEqual([{ version: 2 }])
      expect((await eventsOf('untold')).map(({ type }) => type)).toEqual(['referrals.referral-sent', 'referrals.facts-recorded'])
    })

    const closed = { withdrawn_at: '2026-05-04T09:00:00Z', withdrawal_reason: 'OTHER' }
    test.each([
      ['what was told otherwise', { first: told, next: { ...told, name_to_use: 'Sam' } }, { words: /stands here already/, facts: [{ name_to_use: 'Alex' }] }],
      ['less than was told', { first: told, next: { ...told, risks: '' } }, { words: /stands here already/, facts: [{ name_to_use: 'Alex' }] }],
      ['anything with one that is closed', { first: closed, next: { ...closed, ...told } }, { words: /was withdrawn/, facts: [] }]
    ])('but not %s', async (key, { first, next }, { words, facts }) => {
      await take({ ...sent, referral_key: key, ...first })
      const { report, rejected } = await take({ ...sent, referral_key: key, ...next })

      expect(report).toMatchObject({ added: 0, changed: 0, rejected: 1 })
      expect(rejected).toMatch(words)
      expect(await factsOf(key)).toEqual(facts)
    })
  })

  test('writes a referral down with all that happened to it, each step as an event at its own time', async () => {
    const { report } = await take(whole)

    expect(report).toMatchObject({ read: 1, added: 1, rejected: 0 })
    const rows = await files.rows(
      'select record_id, service, liaison_diversion_episode_id, sharing_basis, outcome from referrals.onward_referral where id = $1',
      idOf('F1')
    )
    expect(rows).toEqual([
      {
        record_id: recordIdOf('custody-test', 'known'),
        service: 'LIAISON_DIVERSION',
        liaison_diversion_episode_id: sourceIdOf('liaison-diversion-episode', 'custody-test', 'E1'),
        sharing_basis: 'CONSENT',
        outcome: 'ACHIEVED'
      }
    ])
    expect(await files.rows('select service_id, answered_at, decline_reason from referrals.service_answer')).toEqual([
      { service_id: whole.service, answered_at: new Date(whole.accepted_at), decline_reason: null }
    ])
    const events = await eventsOf('F1')
    expect(events.map(({ type, occurred_at }) => `${type} ${occurred_at.toISOString().slice(0, 10)}`)).toEqual([
      'referrals.referral-sent 2026-05-01',
      'referrals.referral-received 2026-05-02',
      'referrals.referral-accepted 2026-05-03',
      'referrals.appointment-offered 2026-05-03',
      'referrals.appointment-attended 2026-05-10',
      'referrals.support-started 2026-05-10',
      'referrals.referral-ended 2026-06-20'
    ])
  })

  test('the same file again changes nothing and leaves no event', async () => {
    await take({ ...whole, referral_key: 'F2' })
    const before = await files.count()

    const { report } = await take({ ...whole, referral_key: 'F2' })

    expect(report).toMatchObject({ added: 0, changed: 0, unchanged: 1, rejected: 0 })
    expect(await files.count()).toEqual(before)
  })

  test('a referral that has moved on in the source is refused, and stands as it was', async () => {
    await take({ ...sent, referral_key: 'F3' })

    const { report, rejected } = await take({ ...sent, referral_key: 'F3', received_at: whole.received_at })

    expect(report).toMatchObject({ added: 0, rejected: 1 })
    expect(rejected).toContain('has moved on since')
    expect((await eventsOf('F3')).map(({ type }) => type)).toEqual(['referrals.referral-sent'])
  })

  test.each(['earlier', 'later'])('two that point at each other are written down, the %s row first', async (comesFirst) => {
    const row = { ...sent, declined_at: '', redirected_at: '', redirected_from_key: '' }
    const first = { ...row, referral_key: `from ${comesFirst}`, declined_at: '2026-05-02T09:00:00Z', redirected_at: '2026-05-03T09:00:00Z' }
    const second = { ...row, referral_key: `to ${comesFirst}`, sent_at: '2026-05-03T09:00:00Z', redirected_from_key: first.referral_key }

    const { report } = await take(...(comesFirst === 'earlier' ? [first, second] : [second, first]))

    expect(report).toMatchObject({ added: 2, rejected: 0 })
    expect((await eventsOf(first.referral_key)).map(({ type }) => type)).toEqual([
      'referrals.referral-sent',
      'referrals.referral-declined',
      'referrals.referral-redirected'
    ])
    const pointers = await files.rows('select redirected_from from referrals.onward_referral where id = $1', idOf(second.referral_key))
    expect(pointers).toEqual([{ redirected_from: idOf(first.referral_key) }])
  })

  test('of several in the place of one, written at the same time, one is taken', async () => {
    const rows = ['first', 'second', 'third'].map((key) => ({ ...sent, referral_key: key, redirected_from_key: 'contested at once' }))

    const { report, rejected } = await files.take('referrals', toCsv(rows), { ...taking, rowsPerChunk: 1 })

    expect(report).toMatchObject({ added: 1, rejected: 2 })
    expect(rejected?.match(/One can take its place/g)).toHaveLength(2)
  })

  test('of two in the place of one, the second is refused', async () => {
    const rows = ['one', 'other'].map((key) => ({ ...sent, referral_key: key, redirected_from_key: 'contested' }))

    const { report, rejected } = await take(...rows)
    const again = await take(...rows)

    expect(report).toMatchObject({ added: 1, rejected: 1 })
    expect(rejected).toContain('One can take its place')
    expect(again.report).toMatchObject({ added: 0, unchanged: 1, rejected: 1 })
  })

  test('one that was taken back keeps why', async () => {
    await take({ ...sent, referral_key: 'W1', withdrawn_at: '2026-05-04T09:00:00Z', withdrawal_reason: 'NOT_ENGAGED' })

    expect(await files.rows('select withdrawal_reason, version from referrals.onward_referral where id = $1', idOf('W1'))).toEqual([
      { withdrawal_reason: 'NOT_ENGAGED', version: 2 }
    ])
    expect((await eventsOf('W1')).at(-1)).toMatchObject({ type: 'referrals.referral-withdrawn', occurred_at: new Date('2026-05-04T09:00:00Z') })
  })

  test('one that was made by mistake is taken in as taken back, though it had ended', async () => {
    await take({ ...whole, referral_key: 'W2', withdrawn_at: '2026-06-20T16:00:00Z', withdrawal_reason: 'MISTAKEN_OR_DUPLICATE' })

    expect(await files.rows('select withdrawal_reason, outcome from referrals.onward_referral where id = $1', idOf('W2'))).toEqual([
      { withdrawal_reason: 'MISTAKEN_OR_DUPLICATE', outcome: expect.any(String) }
    ])
    expect((await eventsOf('W2')).slice(-2)).toMatchObject([{ type: 'referrals.referral-ended' }, { type: 'referrals.referral-withdrawn' }])
  })

  test.each([
    ['without consent', { consent: 'NOT_GIVEN' }, 'consent', 'none of GIVEN'],
    ['that was accepted before it was sent', { accepted_at: '2026-04-30T09:00:00Z' }, 'accepted_at', ''],
    ['both accepted and declined', { declined_at: '2026-05-03T09:00:00Z' }, 'declined_at', 'both'],
    ['with an appointment nobody offered', { offered_at: '' }, 'offered_at', 'names an appointment'],
    ['that ended without an outcome', { outcome: '' }, 'outcome', 'empty'],
    ['that was taken back without a reason', { ended_at: '', outcome: '', withdrawn_at: '2026-06-20T16:00:00Z' }, 'withdrawal_reason', 'empty'],
    ['that was taken back after it ended', { withdrawn_at: '2026-06-20T16:00:00Z', withdrawal_reason: 'OTHER' }, 'withdrawn_at', 'has ended'],
    ['with a reason and no withdrawal', { withdrawal_reason: 'OTHER' }, 'withdrawn_at', 'taken back'],
    ['that was redirected after it ended', { redirected_at: '2026-06-21T16:00:00Z' }, 'redirected_at', 'ended'],
    ['that was redirected from itself', { redirected_from_key: 'bad that was redirected from itself' }, 'redirected_from_key', 'own place']
  ])('a referral %s is refused with its line, column and reason, and the others are taken', async (name, changes, column, reason) => {
    const { report, rejected } = await take({ ...whole, referral_key: `good ${name}` }, { ...whole, referral_key: `bad ${name}`, ...changes })

    expect(report).toMatchObject({ read: 2, added: 1, rejected: 1 })
    expect(rejected).toMatch(new RegExp(`^line,column,reason\n3,${column},".*${reason}`))
  })

  test('a referral about someone this service has not recorded is listed as running ahead', async () => {
    const { report, rejected } = await take({ ...whole, referral_key: 'F9', source_key: 'unheard-of' })

    expect(report).toMatchObject({ added: 0, rejected: 1 })
    expect(rejected).toContain('Run the people import first')
  })
})
