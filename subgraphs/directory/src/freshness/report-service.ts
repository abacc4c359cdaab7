import { randomUUID } from 'node:crypto'
import { mustPermit } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { getService } from '../service/get-service.ts'
import { whyNotReport } from './freshness.rules.ts'
import { findReport, insertReport, type ServiceReportRow } from './service-report.store.ts'

export type ReportInput = { serviceId: string; problem: ServiceReportRow['problem']; idempotencyKey: string }

/** Says that something in an entry is wrong. The entry stays as it is and ranks lower for staff until an editor has checked it. */
export async function reportService(context: Context, input: ReportInput): Promise<ServiceReportRow> {
  may(context, 'directory:staff')
  const { principal, clock } = context
  return change(context, { action: 'directory.report-service', input, find: findReport }, async (tx) => {
    const service = await getService(tx, input.serviceId)
    mustPermit(whyNotReport(service))
    const report: ServiceReportRow = {
      ...{ id: randomUUID(), serviceId: service.id, problem: input.problem },
      ...{ reportedAt: clock.now(), reportedBy: principal.subject, settledAt: null, settledBy: null, retentionClass: 'operational' }
    }
    await insertReport(tx, report)
    await record(tx, context, {
      type: 'directory.service-reported',
      subjectId: service.id,
      subjectVersion: service.version,
      recordId: null,
      payload: { serviceId: service.id, reportId: report.id, problem: report.problem }
    })
    return report
  })
}
