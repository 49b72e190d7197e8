using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using Keeptrusts.Host.ControlPlane.Knowledge;
using Keeptrusts.Host.ControlPlane.Knowledge.Reading;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime.Documents;

/// <summary>Reads each document in a process of its own, with bounds that the parser cannot talk its way out of.</summary>
/// <param name="time">The clock.</param>
/// <param name="longest">How long one may take; the default is what users are told.</param>
internal sealed class ProcessDocumentReader(TimeProvider time, TimeSpan? longest = null) : IDocumentReader
{
    /// <summary>Most memory of such a process, everything counted.</summary>
    private const long MostMemory = ReadingProcess.MostHeap + (256L * 1024 * 1024);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public async Task<Outcome<DocumentText>> ReadAsync(string name, byte[] bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length is 0 or > DocumentLimits.MostBytes)
        {
            return DocumentReading.Read(name, bytes, time);
        }

        using var limit = new CancellationTokenSource(longest ?? (DocumentLimits.Longest + ReadingProcess.Grace), time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var process = new Process { StartInfo = Start(name) };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return new Refusal(RefusalKind.Unavailable, "Documents cannot be read on this machine now: no process could be started for it. Try again.");
        }

        try
        {
            // What a parser that dies says is of no use to anybody, and may quote the file.
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var watching = WatchAsync(process, end);
            if (await TalkAsync(process, bytes, end.Token) is not { } answer)
            {
                await end.CancelAsync();
                return Broken();
            }

            await process.WaitForExitAsync(end.Token);
            await end.CancelAsync();
            var isTooLarge = await watching;
            return isTooLarge || process.ExitCode == ReadingProcess.OutOfMemory ? TooMuch() : process.ExitCode == 0 && DocumentWire.Read(answer) is { } outcome ? outcome : Broken();
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return limit.IsCancellationRequested
                ? new Refusal(RefusalKind.Invalid, "The document takes too long to read. Save it anew in a simpler form, or upload its text.")
                : TooMuch();
        }
        finally
        {
            Kill(process);
        }
    }

    /// <returns>What it said; <see langword="null"/> where that is more than any document is.</returns>
    private static async Task<byte[]?> TalkAsync(Process process, byte[] bytes, CancellationToken cancellationToken)
    {
        var telling = TellAsync(process, bytes, cancellationToken);
        using var said = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await process.StandardOutput.BaseStream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            said.Write(buffer, 0, read);
            if (said.Length > DocumentWire.Most)
            {
                return null;
            }
        }

        await telling;
        return said.ToArray();
    }

    private static async Task TellAsync(Process process, byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(bytes, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It died before it had read the file: its exit says so.
        }
    }

    /// <returns>Whether it took too much memory; then it is ended.</returns>
    private async Task<bool> WatchAsync(Process process, CancellationTokenSource end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                process.Refresh();
                if (process.WorkingSet64 > MostMemory)
                {
                    await end.CancelAsync();
                    return true;
                }
            }
            catch (InvalidOperationException)
            {
                return false; // It has ended.
            }

            await Task.Delay(Look, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }

    private static ProcessStartInfo Start(string name)
    {
        var program = typeof(ReadingProcess).Assembly.Location;
        var own = Environment.ProcessPath ?? "";
        var beside = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "kt.exe" : "kt");
        var start = Path.GetFileNameWithoutExtension(own) switch
        {
            // In one file, or as a program of its own; else by the runtime that runs this, or whatever starts it from the same folder.
            "kt" => new ProcessStartInfo(own),
            "dotnet" => new ProcessStartInfo(own, [program]),
            _ when File.Exists(beside) => new ProcessStartInfo(beside),
            _ => new ProcessStartInfo("dotnet", [program]),
        };
        start.ArgumentList.Add(ReadingProcess.Command);
        start.ArgumentList.Add(name);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        (start.UseShellExecute, start.CreateNoWindow, start.WorkingDirectory) = (false, true, AppContext.BaseDirectory);
        start.Environment.Clear();
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(v => KeyValuePair.Create((string)v.Key, v.Value as string ?? ""));
        foreach (var (variable, value) in ReadingProcess.Environs(environment))
        {
            start.Environment[variable] = value;
        }

        return start;
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It ended by itself.
        }
    }

    private static Refusal TooMuch() => new(RefusalKind.Invalid, "The document takes too much memory to read. Save it anew in a simpler form, or upload its text.");

    private static Refusal Broken() => new(RefusalKind.Invalid, "The file is broken and cannot be read. Open it in its own program, save it anew, and upload that.");
}
