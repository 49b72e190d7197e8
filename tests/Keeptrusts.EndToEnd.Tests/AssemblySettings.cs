using Xunit.Sdk;
using Xunit.v3;

// Several tests measure time, and each starts processes: side by side they would measure one another.
[assembly: Parallelization(Mode = ParallelMode.None)]
