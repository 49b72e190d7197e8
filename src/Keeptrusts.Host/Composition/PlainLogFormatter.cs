using Keeptrusts.Gateway.Middleware.Endpoints;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Keeptrusts.Host.Composition;

/// <summary>
/// One line an entry. Of an exception it writes type and stack but never the message, which may quote what somebody said; a stream that was cut
/// on purpose is no error and is left out.
/// </summary>
internal sealed class PlainLogFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "plain";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (logEntry.Exception is IncompleteResponseException)
        {
            return;
        }

        textWriter.Write($"{Level(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {OneLine(logEntry.Formatter(logEntry.State, null))}");
        for (var exception = logEntry.Exception; exception is not null; exception = exception.InnerException)
        {
            textWriter.Write($" | {exception.GetType().FullName}{OneLine(exception.StackTrace ?? "")}");
        }

        textWriter.WriteLine();
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Critical => "critical",
        LogLevel.Error => "error",
        LogLevel.Warning => "warning",
        _ => "info",
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
