import { mustPermit } from '@throughcare/kit/errors'
import { record } from '../change.ts'
import type { Context } from '../context.ts'
import { changeOnwardReferral, eventOf, pointersOf, type OnwardReferralChange } from './change-onward-referral.ts'
import { whyNotRecordFirstAppointment } from './onward-referral.rules.ts'
import { updateReferral, type OnwardReferralRow } from './onward-referral.store.ts'

export type AttendanceInput = { attendance: NonNullable<OnwardReferralRow['attendance']> }

/** Records whether the person came to the first appointment. */
export function recordFirstAppointment(context: Context, input: OnwardReferralChange & AttendanceInput): Promise<OnwardReferralRow> {
  return changeOnwardReferral(context, { action: 'record-first-appointment', by: 'either side', input }, async (tx, referral) => {
    const changed = await updateReferral(tx, referral.id, attend(context, referral, input))
    await record(tx, context, attendanceEvent(changed))
    return changed
  })
}

/** What attendance changes in a referral; refuses it before the appointment took place. */
export function attend({ principal, clock }: Pick<Context, 'principal' | 'clock'>, referral: OnwardReferralRow, { attendance }: AttendanceInput) {
  mustPermit(whyNotRecordFirstAppointment(referral, clock.now()))
  return { attendance, attendanceBy: principal.subject, missedAppointments: referral.missedAppointments + (attendance === 'MISSED' ? 1 : 0) }
}

export function attendanceEvent(referral: OnwardReferralRow) {
  return {
    type: referral.attendance === 'ATTENDED' ? ('referrals.appointment-attended' as const) : ('referrals.appointment-missed' as const),
    ...eventOf(referral, referral.firstAppointmentAt),
    payload: pointersOf(referral)
  }
}
