using Keeptrusts.Host.Cli;
using Keeptrusts.Host.Composition;
using Keeptrusts.Host.Runtime.Documents;

if (args is [ReadingProcess.Command, var document])
{
    return ReadingProcess.Run(document);
}

var around = CliSurroundings.OfProcess();
return await KtCommandLine.RunAsync(args, around, new UpRunner(around).RunAsync, new NodeRunner(around).RunAsync);
