import type { Resource } from '../resource';

export const reasons: Resource['reasons'] = {
  NO_FACE: { why: '画面中没有人脸', advice: '请站到摄像头前' },
  SEVERAL_FACES: { why: '画面中有多张人脸', advice: '请一次只站一个人' },
  TOO_FAR: { why: '距离太远', advice: '请靠近一点' },
  TOO_CLOSE: { why: '距离太近', advice: '请后退一点' },
  OFF_FRAME: { why: '脸部超出画面', advice: '请移到画面中央' },
  TURN_TO_CAMERA: { why: '脸未朝向摄像头', advice: '请把脸转向摄像头' },
  HEAD_TILTED: { why: '头部倾斜', advice: '请把头摆正' },
  BLURRED: { why: '画面模糊', advice: '请保持不动' },
  TOO_DARK: { why: '光线太暗', advice: '请让脸部更亮一些' },
  TOO_BRIGHT: { why: '光线太亮', advice: '请让脸部光线弱一些' },
  UNEVEN_LIGHT: { why: '光线来自一侧', advice: '请转向光源' },
  EYES_CLOSED: { why: '眼睛闭着', advice: '请睁开眼睛' },
  MOUTH_OPEN: { why: '嘴巴张开', advice: '请闭上嘴' },
  NOT_A_FACE: { why: '看不出是人脸', advice: '请把整张脸对准摄像头' },
  COVERED: { why: '脸部被遮挡', advice: '请摘下口罩或墨镜' },
  WAIT_YOUR_TURN: { why: '前面还有人', advice: '请稍候' },
  DIFFERENT_FACE: { why: '与之前不是同一张脸', advice: '请一次只站一个人' },
  HOLD_STILL: { why: '还需要几帧画面', advice: '请保持不动' },
  AMBIGUOUS: { why: '与两个人同样接近', advice: '请正对摄像头' },
  LIVENESS_PENDING: { why: '活体检测尚未完成', advice: '请继续看着摄像头' },
};
