import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeOnwardReferral, eventOf, pointersOf, type OnwardReferralChange } from './change-onward-referral.ts'
import { whyNotOffer } from './onward-referral.rules.ts'
import { updateReferral, type OnwardReferralRow } from './onward-referral.store.ts'

export type OfferInput = { firstAppointmentAt: Date; offeredAt?: Date | null }

/** Records the first appointment that the service offered; again when it was moved or missed. */
export function offerFirstAppointment(context: Context, input: OnwardReferralChange & OfferInput): Promise<OnwardReferralRow> {
  return changeOnwardReferral(context, { action: 'offer-first-appointment', by: 'either side', input }, async (tx, referral) => {
    const changed = await updateReferral(tx, referral.id, offer(context, referral, input))
    await record(tx, context, offerEvent(changed))
    return changed
  })
}

/** What an offer changes in a referral; refuses it before the service accepted. */
export function offer({ principal, clock }: Pick<Context, 'principal' | 'clock'>, referral: OnwardReferralRow, { firstAppointmentAt, ...input }: OfferInput) {
  const offeredAt = input.offeredAt ?? clock.now()
  mustPermit(whyNotOffer(referral, { offeredAt, firstAppointmentAt }, clock.now()))
  return { offeredAt, offeredBy: principal.subject, firstAppointmentAt, attendance: null, attendanceBy: null }
}

export function offerEvent(referral: OnwardReferralRow) {
  return {
    type: 'referrals.appointment-offered' as const,
    ...eventOf(referral, referral.offeredAt),
    payload: { ...pointersOf(referral), firstAppointmentAt: referral.firstAppointmentAt?.toISOString() ?? '' }
  }
}
