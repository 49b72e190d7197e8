using System.Buffers;

namespace Keeptrusts.Gateway.Middleware.Translation;

/// <summary>A provider's answer, translated while it is read.</summary>
/// <param name="inner">The answer as it comes.</param>
/// <param name="translator">Translates it.</param>
/// <param name="heard">Hears that the provider said something, also where nothing of it is for the reader.</param>
internal sealed class TranslatingStream(Stream inner, IAnswerTranslator translator, Action heard) : Stream
{
    private const int ReadSize = 16 * 1024;
    private readonly ArrayBufferWriter<byte> _translated = new(ReadSize);
    private readonly byte[] _read = ArrayPool<byte>.Shared.Rent(ReadSize);
    private int _given;
    private bool _over, _disposed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_given == _translated.WrittenCount && !_over)
        {
            _translated.ResetWrittenCount();
            _given = 0;
            var count = await inner.ReadAsync(_read, cancellationToken).ConfigureAwait(false);
            if (count > 0)
            {
                heard();
                translator.Take(_read.AsSpan(0, count), _translated);
                continue;
            }

            _over = true;
            translator.Finish(_translated);
        }

        var length = Math.Min(buffer.Length, _translated.WrittenCount - _given);
        _translated.WrittenSpan.Slice(_given, length).CopyTo(buffer.Span);
        _given += length;
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Answers are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _read.AsSpan().Clear();
            ArrayPool<byte>.Shared.Return(_read);
            (translator as IDisposable)?.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
