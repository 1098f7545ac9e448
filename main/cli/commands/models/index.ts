import type { Command } from 'commander';
import type { Attach } from '../../run';
import { addCalibrate } from './calibrate';
import { addModelList } from './list';
import { addModelVerify } from './verify';

/** `models list|verify|calibrate`. */
export function addModels(program: Command, attach: Attach): void {
  const models = program.command('models').description('the models at hand');
  for (const add of [addModelList, addModelVerify, addCalibrate]) add(models, attach);
}
