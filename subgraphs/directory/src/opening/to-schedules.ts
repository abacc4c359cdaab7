import { mustPermit } from '@throughcare/kit/errors'
import { emptySchedule, whyNotSchedule, type Schedule } from './schedule.rules.ts'
import { idOfPart } from '../service/service-parts.rules.ts'

export type ScheduleInput = {
  frequency?: 'WEEKLY' | 'MONTHLY' | null
  interval?: number | null
  byDay?: string | null
  byMonthDay?: string | null
  startsOn?: string | null
  validFrom?: string | null
  validTo?: string | null
  opensAt?: string | null
  closesAt?: string | null
  isClosed?: boolean | null
  notes?: string | null
}

/** The schedules an editor gives; refuses one of which nobody could tell when it is. */
export function toSchedules(inputs: readonly ScheduleInput[]): Schedule[] {
  return inputs.map((input) => {
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value != null))
    const schedule = { ...emptySchedule, ...given }
    mustPermit(whyNotSchedule(schedule))
    return { ...schedule, id: idOfPart('schedule', null, schedule) }
  })
}
