import fc from 'fast-check'
import { anyCourse, openCourses, type CourseRoom } from '../support/referral-courses.ts'

let courses: CourseRoom
beforeAll(async () => void (courses = await openCourses()))
afterAll(() => courses.close())

test('any course of an onward referral stands, is silent, is told and is refused as the model says', async () => {
  await fc.assert(
    fc.asyncProperty(anyCourse, (course) => courses.walk(course)),
    { numRuns: 30, seed: 20_260_608 }
  )
})
