import fc from 'fast-check'
import type { Figure } from '@throughcare/gateway/evidence'
import { setUp, tearDown } from '../support/cluster.ts'
import { anyCourse, openCourses } from '../support/referral-courses.ts'

const runs = 3_000
const seed = 20_261_126

export const figures: Figure[] = [
  {
    name: 'Courses of onward referrals that agree with the model at every step',
    target: `all of ≥ ${runs.toLocaleString('en-GB')}`,
    async measure() {
      await setUp()
      const courses = await openCourses()
      const { failed, numRuns, counterexample, errorInstance } = await fc.check(
        fc.asyncProperty(anyCourse, (course) => courses.walk(course)),
        { numRuns: runs, seed }
      )
      const steps = Object.entries(courses.steps()).map(([step, count]) => `${step} ${count}`)
      await courses.close()
      await tearDown()
      return {
        value: failed ? `one of ${numRuns} does not` : `all of ${numRuns}`,
        met: !failed && numRuns >= runs,
        detail: failed ? `${errorInstance} in ${JSON.stringify(counterexample)}` : `seed ${seed}; through the verbs on PostgreSQL; ${steps.join(', ')}`
      }
    }
  }
]
