const block = 'rounded-card border bg-surface';
const line = 'rounded-bar bg-raised';

/** Stands in for the usage page, in its size. */
export function UsageSkeleton() {
  return (
    <>
      <span className={`${line} h-7 w-40`} />
      <span className={`${block} h-80 sm:h-72`} />
      <span className={`${block} h-[30rem]`} />
    </>
  );
}

/** Stands in for the list of entries, in its size. */
export function ActivitySkeleton() {
  return (
    <>
      <span className={`${line} h-12 w-72`} />
      <span className={`${block} h-11 lg:h-36`} />
      <span className={`${block} h-[60rem]`} />
    </>
  );
}

/** Stands in for the balance page, in its size. */
export function BalanceSkeleton() {
  return (
    <>
      <span className={`${line} h-12 w-72`} />
      <span className={`${block} h-44`} />
      <span className={`${block} h-64`} />
      <span className={`${block} h-[30rem]`} />
    </>
  );
}

/** Stands in for the calculator, in its size. */
export function CalculatorSkeleton() {
  return (
    <>
      <span className={`${line} h-12 w-72`} />
      <span className={`${block} h-96`} />
      <span className={`${block} h-96`} />
      <span className={`${block} h-[30rem]`} />
    </>
  );
}

/** Stands in for the plan page, in its size. */
export function PlanSkeleton() {
  return (
    <>
      <span className={`${line} h-12 w-72`} />
      <span className={`${block} h-40`} />
      <span className={`${block} h-[40rem]`} />
    </>
  );
}

/** Stands in for the billing page, in its size. */
export function BillingSkeleton() {
  return (
    <>
      <span className={`${line} h-12 w-72`} />
      <span className={`${block} h-64`} />
      <span className={`${block} h-72`} />
      <span className={`${block} h-96`} />
    </>
  );
}
