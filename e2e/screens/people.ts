import type { Enrolled } from '../fixtures/people';

/** Two people with the sample's faces; names as offices have them. */
export const alex: Enrolled = {
  personId: '1001',
  name: 'Alex Martin',
  group: 'Sales',
  face: 'alex',
};
export const samuel: Enrolled = {
  personId: '1002',
  name: 'Dr. Samuel Oberhauser-Lindqvist',
  group: 'Research and development',
  face: 'sam',
};

/** Enrolled where the policy keeps no pictures: nobody else's face is in the sample. */
const rows: [personId: string, name: string, group: string][] = [
  ['1003', '陈思远', '研发部'],
  ['1004', 'Priya Raghunathan', 'Research and development'],
  ['1005', '王小明', '销售部'],
  ['1006', 'Ann Li', 'Sales'],
  ['A-17', 'Maximiliana Konstanze von Habsburg-Wolfeschlegelsteinhausen', 'Night shift'],
  ['1008', 'José Antonio Núñez', 'Facilities'],
  ['员工 8', '欧阳娜娜', '行政部'],
  ['1010', 'Łukasz Wiśniewski', 'Sales'],
  ['1011', '司马光华', '研发部'],
  ['1012', 'Fatima Al-Rashid', 'Front desk'],
  ['1013', 'Björn Sjöström', ''],
  ['1014', '李雷', '销售部'],
];
export const withoutPictures: Enrolled[] = rows.map(([personId, name, group], i) => ({
  personId,
  name,
  group,
  face: i % 2 === 0 ? 'alex' : 'sam',
}));
