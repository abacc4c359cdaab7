import fc from 'fast-check'
import { room } from '@throughcare/referrals'
import type { Principal } from '@throughcare/kit/principal'
import { makeKnown } from './known-record.ts'
import { askTo, otherProvider, provider, referralInput } from './onward-referrals.ts'
import { practitioner } from './personas.ts'
import { openTestRoom } from './room.ts'
import { silentFrom } from './silence-model.ts'

// Courses of onward referrals at random, taken through the room's verbs on its database and through a model that knows nothing of the
// room: where a referral stands, who may take a step, what is left as events and when it counts as silent, each written down anew here.

type Step = 'send' | 'receive' | 'accept' | 'decline' | 'offer' | 'come' | 'miss' | 'support' | 'end' | 'redirect' | 'withdraw' | 'takeBack'
type Status =
  'DRAFT' | 'SENT' | 'RECEIVED' | 'ACCEPTED' | 'DECLINED' | 'APPOINTMENT_OFFERED' | 'ATTENDED' | 'MISSED' | 'SUPPORTED' | 'ENDED' | 'REDIRECTED' | 'WITHDRAWN'
type Who = 'team' | 'provider' | 'another provider'

/** What may follow what, as a practitioner would draw it. */
const drawing: Record<Status, Partial<Record<Step, Status>>> = {
  DRAFT: { send: 'SENT', withdraw: 'WITHDRAWN', takeBack: 'WITHDRAWN' },
  SENT: { receive: 'RECEIVED', accept: 'ACCEPTED', decline: 'DECLINED', redirect: 'REDIRECTED', withdraw: 'WITHDRAWN', takeBack: 'WITHDRAWN' },
  RECEIVED: { accept: 'ACCEPTED', decline: 'DECLINED', redirect: 'REDIRECTED', withdraw: 'WITHDRAWN', takeBack: 'WITHDRAWN' },
  ACCEPTED: { offer: 'APPOINTMENT_OFFERED', support: 'SUPPORTED', end: 'ENDED', redirect: 'REDIRECTED', withdraw: 'WITHDRAWN', takeBack: 'WITHDRAWN' },
  APPOINTMENT_OFFERED: {
    ...{ offer: 'APPOINTMENT_OFFERED', come: 'ATTENDED', miss: 'MISSED', end: 'ENDED', redirect: 'REDIRECTED', withdraw: 'WITHDRAWN', takeBack: 'WITHDRAWN' }
  },
  ATTENDED: { support: 'SUPPORTED', end: 'ENDED', takeBack: 'WITHDRAWN' },
  MISSED: { offer: 'APPOINTMENT_OFFERED', support: 'SUPPORTED', end: 'ENDED', redirect: 'REDIRECTED', withdraw: 'WITHDRAWN', takeBack: 'WITHDRAWN' },
  SUPPORTED: { end: 'ENDED', takeBack: 'WITHDRAWN' },
  DECLINED: { redirect: 'REDIRECTED', takeBack: 'WITHDRAWN' },
  ENDED: { takeBack: 'WITHDRAWN' },
  REDIRECTED: { takeBack: 'WITHDRAWN' },
  WITHDRAWN: {}
}

const ofTheTeamAlone: readonly Step[] = ['send', 'redirect', 'withdraw', 'takeBack']

const eventOf: Record<Step, string> = {
  ...{ send: 'referral-sent', receive: 'referral-received', accept: 'referral-accepted', decline: 'referral-declined' },
  ...{ offer: 'appointment-offered', come: 'appointment-attended', miss: 'appointment-missed', support: 'support-started' },
  ...{ end: 'referral-ended', redirect: 'referral-redirected', withdraw: 'referral-withdrawn', takeBack: 'referral-withdrawn' }
}

const verbs: Record<Step, [mutation: string, input: object]> = {
  send: ['sendOnwardReferral', { consent: 'GIVEN' }],
  receive: ['receiveOnwardReferral', {}],
  accept: ['acceptOnwardReferral', {}],
  decline: ['declineOnwardReferral', { reason: 'NO_CAPACITY' }],
  offer: ['offerFirstAppointment', {}],
  come: ['recordFirstAppointment', { attendance: 'ATTENDED' }],
  miss: ['recordFirstAppointment', { attendance: 'MISSED' }],
  support: ['recordSupportStarted', {}],
  end: ['endOnwardReferral', { outcome: 'ACHIEVED' }],
  redirect: ['redirectOnwardReferral', { serviceId: 'service-2', providerOrganisationId: provider.organisation, consent: 'GIVEN' }],
  withdraw: ['withdrawOnwardReferral', { reason: 'OTHER' }],
  takeBack: ['withdrawOnwardReferral', { reason: 'MISTAKEN_OR_DUPLICATE' }]
}

const hour = 3_600_000

export type Move = { step: Step; by: Who; hoursPassed: number; appointmentInHours: number; isStale: boolean; isTwice: boolean }
export type Course = { startsOnDay: number; moves: Move[] }

const anyMove: fc.Arbitrary<Move> = fc.record({
  step: fc.constantFrom(...(Object.keys(verbs) as Step[])),
  by: fc.constantFrom<Who>('team', 'team', 'team', 'provider', 'provider', 'another provider'),
  hoursPassed: fc.constantFrom(0, 1, 20, 30, 80),
  appointmentInHours: fc.integer({ min: 0, max: 40 }),
  isStale: fc.constantFrom(false, false, false, false, false, false, true),
  isTwice: fc.constantFrom(false, false, false, true)
})

const ways: Step[][] = [
  ...([[], ['send'], ['send', 'receive'], ['send', 'decline'], ['send', 'receive', 'accept'], ['send', 'accept', 'offer']] as const),
  ...([
    ['send', 'accept', 'offer', 'come'],
    ['send', 'accept', 'offer', 'miss'],
    ['send', 'accept', 'support']
  ] as const)
].map((way) => [...way])

/** A course begins some way through: at random alone few referrals come beyond their acceptance. */
export const anyCourse: fc.Arbitrary<Course> = fc.record({
  startsOnDay: fc.integer({ min: 0, max: 20 }),
  moves: fc.tuple(fc.constantFrom(...ways), fc.array(anyMove, { minLength: 1, maxLength: 8 })).map(([way, moves]) => [...way.map(toMove), ...moves])
})

const toMove = (step: Step): Move => ({ step, by: 'team', hoursPassed: 1, appointmentInHours: 0, isStale: false, isTwice: false })

type Expected = { id: string; status: Status; version: number; sentAt: number; appointmentAt: number; events: string[] }

export type CourseRoom = { walk(course: Course): Promise<void>; steps(): Record<string, number>; close(): Promise<void> }

/** A room in which courses are walked, each by a team and about a person of its own. */
export async function openCourses(): Promise<CourseRoom> {
  let now = 0
  const referrals = await openTestRoom(room, { now: () => new Date(now) })
  const taken: Record<string, number> = {}
  let courses = 0

  async function walk({ startsOnDay, moves }: Course): Promise<void> {
    courses += 1
    now = Date.parse('2026-05-18T08:00:00Z') + startsOnDay * 24 * hour
    const team = { ...practitioner, organisation: `T${courses}`, subject: `worker-${courses}` }
    const recordId = await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION', organisation: team.organisation })
    const { referral: draft } = await askTo(referrals, team, { mutation: 'makeReferral', input: referralInput(recordId, { asDraft: true }) })
    let model: Expected = { id: draft.id, status: 'DRAFT', version: 1, sentAt: 0, appointmentAt: 0, events: ['referral-drafted'] }
    for (const move of moves) {
      now += move.hoursPassed * hour
      const before = model
      model = await take(team, model, move)
      if (model !== before) await agree(team, model)
    }
    await agree(team, model)
  }

  async function take(team: Principal, model: Expected, move: Move): Promise<Expected> {
    const principal = { team, provider, 'another provider': otherProvider }[move.by]
    const [mutation, said] = verbs[move.step]
    const appointmentAt = now + move.appointmentInHours * hour
    const input = {
      ...{ referralId: model.id, expectedVersion: model.version + (move.isStale ? 1 : 0), idempotencyKey: crypto.randomUUID(), ...said },
      ...(move.step === 'offer' ? { firstAppointmentAt: new Date(appointmentAt).toISOString() } : {})
    }
    const answer = await askTo(referrals, principal, { mutation, input })
    const expected = refusalOf(model, move)
    must(answer.errors.map(({ code }) => code).join() === (expected ?? ''), `${move.step} by ${move.by} from ${model.status}: not ${expected ?? 'taken'}`)
    if (move.isTwice && expected === null) must(same(await askTo(referrals, principal, { mutation, input }), answer), `${move.step} twice has two effects`)
    taken[expected ?? move.step] = (taken[expected ?? move.step] ?? 0) + 1
    const status = drawing[model.status][move.step]
    if (expected !== null || !status) return model
    const changed = { ...model, status, version: model.version + 1, events: [...model.events, eventOf[move.step]] }
    if (move.step === 'send') return { ...changed, sentAt: now }
    if (move.step === 'offer') return { ...changed, appointmentAt }
    if (move.step !== 'redirect') return changed
    await agree(team, changed)
    must(answer.referral.redirectedFrom?.id === model.id, 'the new referral does not point at the one it replaces')
    return { id: answer.referral.id, status: 'SENT', version: 1, sentAt: now, appointmentAt: 0, events: ['referral-sent'] }
  }

  function refusalOf(model: Expected, { step, by, isStale }: Move): string | null {
    if (by !== 'team' && ofTheTeamAlone.includes(step)) return 'FORBIDDEN'
    if (by === 'another provider' || (by === 'provider' && model.sentAt === 0)) return 'NOT_FOUND'
    if (isStale) return 'CONFLICT'
    const isTooSoon = (step === 'come' || step === 'miss') && model.appointmentAt > now
    return drawing[model.status][step] && !isTooSoon ? null : 'BAD_USER_INPUT'
  }

  async function agree(team: Principal, model: Expected): Promise<void> {
    const { data } = await referrals.ask(team, reading, { id: model.id })
    const { id, status, version, silentSince } = data?.onwardReferral ?? {}
    must(same([id, status, version], [model.id, model.status, model.version]), `stands at ${status} ${version}, not ${model.status} ${model.version}`)
    const since = model.status === 'SENT' ? silentFrom(model.sentAt, now) : null
    must(silentSince === since, `silent since ${silentSince}, not ${since}`)
    const listed = data?.silentReferrals.edges.map(({ node }: { node: { id: string } }) => node.id)
    must(same(listed, since ? [model.id] : []), 'the list of silent referrals')
    const left = await referrals.rows<{ type: string }>(
      `select type from referrals.outbox_event where subject_id = $1 and record_id = (select record_id from referrals.onward_referral where id = $1::uuid)
       order by subject_version, id`,
      model.id
    )
    must(
      same(
        left.map(({ type }) => type.replace('referrals.', '')),
        model.events
      ),
      `events of a referral that is ${model.status}`
    )
  }

  return { walk, steps: () => taken, close: referrals.close }
}

const reading = `query ($id: ID!) { onwardReferral(id: $id) { id status version silentSince }
  silentReferrals { edges { node { id } } } }`

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise)
}
