import fc from 'fast-check'
import { practitioner } from '@throughcare/test/support/personas'
import type { Context } from '../context.ts'
import { accept } from './accept-onward-referral.ts'
import { decline } from './decline-onward-referral.ts'
import { end } from './end-onward-referral.ts'
import { startReferral } from './make-referral.ts'
import { offer } from './offer-first-appointment.ts'
import { statusOf, type OnwardReferralStatus } from './onward-referral.rules.ts'
import type { OnwardReferralRow } from './onward-referral.store.ts'
import { receive } from './receive-onward-referral.ts'
import { attend } from './record-first-appointment.ts'
import { startSupport } from './record-support-started.ts'
import { redirect } from './redirect-onward-referral.ts'
import { send } from './send-onward-referral.ts'
import { withdraw } from './withdraw-onward-referral.ts'

type Step = keyof typeof steps
type Change = (context: Context, referral: OnwardReferralRow, appointmentAt: Date) => Partial<OnwardReferralRow>

const steps = {
  send: (context, referral) => send(context, referral, { consent: 'GIVEN' }),
  receive: (context, referral) => receive(context, referral, {}),
  accept: (context, referral) => accept(context, referral, {}),
  decline: (context, referral) => decline(context, referral, { reason: 'NO_CAPACITY' }),
  offer: (context, referral, firstAppointmentAt) => offer(context, referral, { firstAppointmentAt }),
  come: (context, referral) => attend(context, referral, { attendance: 'ATTENDED' }),
  miss: (context, referral) => attend(context, referral, { attendance: 'MISSED' }),
  support: (context, referral) => startSupport(context, referral, {}),
  end: (context, referral) => end(context, referral, { outcome: 'ACHIEVED' }),
  redirect: (context, referral) => redirect(context, referral, {}),
  withdraw: (context, referral) => withdraw(context, referral, { reason: 'OTHER' }),
  takeBack: (context, referral) => withdraw(context, referral, { reason: 'MISTAKEN_OR_DUPLICATE' })
} satisfies Record<string, Change>

/** What may follow what, written down apart from the rules, as a practitioner would draw it. */
const drawing: Record<OnwardReferralStatus, Partial<Record<Step, OnwardReferralStatus>>> = {
  DRAFT: { send: 'SENT', withdraw: 'WITHDRAWN', takeBack: 'WITHDRAWN' },
  SENT: { receive: 'RECEIVED', accept: 'ACCEPTED', decline: 'DECLINED', redirect: 'REDIRECTED', withdraw: 'WITHDRAWN', takeBack: 'WITHDRAWN' },
  RECEIVED: { accept: 'ACCEPTED', decline: 'DECLINED', redirect: 'REDIRECTED', withdraw: 'WITHDRAWN', takeBack: 'WITHDRAWN' },
  ACCEPTED: { offer: 'APPOINTMENT_OFFERED', support: 'SUPPORTED', end: 'ENDED', redirect: 'REDIRECTED', withdraw: 'WITHDRAWN', takeBack: 'WITHDRAWN' },
  APPOINTMENT_OFFERED: {
    offer: 'APPOINTMENT_OFFERED',
    come: 'ATTENDED',
    miss: 'MISSED',
    end: 'ENDED',
    redirect: 'REDIRECTED',
    withdraw: 'WITHDRAWN',
    takeBack: 'WITHDRAWN'
  },
  ATTENDED: { support: 'SUPPORTED', end: 'ENDED', takeBack: 'WITHDRAWN' },
  MISSED: { offer: 'APPOINTMENT_OFFERED', support: 'SUPPORTED', end: 'ENDED', redirect: 'REDIRECTED', withdraw: 'WITHDRAWN', takeBack: 'WITHDRAWN' },
  SUPPORTED: { end: 'ENDED', takeBack: 'WITHDRAWN' },
  DECLINED: { redirect: 'REDIRECTED', takeBack: 'WITHDRAWN' },
  ENDED: { takeBack: 'WITHDRAWN' },
  REDIRECTED: { takeBack: 'WITHDRAWN' },
  WITHDRAWN: {}
}

const minute = 60_000
const anyStep = fc.record({
  step: fc.constantFrom(...(Object.keys(steps) as Step[])),
  minutesPassed: fc.integer({ min: 0, max: 3 }),
  appointmentInMinutes: fc.integer({ min: 0, max: 4 })
})

describe('any course of an onward referral', () => {
  test('stands after each step where the drawing says, and refuses each step that the drawing does not have', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 1, maxLength: 25 }), (course) => {
        let now = Date.parse('2026-06-08T12:00:00Z')
        const context = { principal: practitioner, clock: { now: () => new Date(now) } } as Context
        const input = { identityRecordId: 'record', serviceId: 'service', providerOrganisationId: 'provider', needCode: 'need', episodeId: 'episode' }
        let referral = startReferral(context, 'referral', input)
        let [status, appointmentAt]: [OnwardReferralStatus, number] = ['DRAFT', 0]

        for (const { step, minutesPassed, appointmentInMinutes } of course) {
          now += minutesPassed * minute
          const next: OnwardReferralStatus | undefined = (step === 'come' || step === 'miss') && appointmentAt > now ? undefined : drawing[status][step]
          const take = () => steps[step](context, referral, new Date(now + appointmentInMinutes * minute))
          if (next) {
            referral = { ...referral, ...take() }
            status = next
            if (step === 'offer') appointmentAt = now + appointmentInMinutes * minute
          } else expect(take).toThrow()
          expect(statusOf(referral)).toBe(status)
        }
      }),
      { numRuns: 500, seed: 20_260_608 }
    )
  })
})
