using Keeptrusts.Host.Cli;
using Keeptrusts.Host.Composition;

var around = CliSurroundings.OfProcess();
return await KtCommandLine.RunAsync(args, around, new UpRunner(around).RunAsync, new NodeRunner(around).RunAsync);
